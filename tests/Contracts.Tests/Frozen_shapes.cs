using System.Text;
using TravelMart.ServiceDefaults;

namespace TravelMart.Contracts.Tests;

public sealed class Frozen_shapes
{
    [Fact]
    public void Contracts_keep_their_wire_names_and_fields()
    {
        var (text, inside) = (new StringBuilder(), new HashSet<Type>());
        foreach (var contract in ContractMessage.Types) Shapes.Describe(text, ContractMessage.NameOf(contract), contract, inside);
        Shapes.DescribeInside(text, inside);
        Golden.Check("tests/Contracts.Tests/Golden/contracts.txt", text.ToString());
    }

    [Fact]
    public void Facts_keep_their_names_versions_and_fields()
    {
        var text = new StringBuilder();
        foreach (var module in Modules.All)
        {
            var inside = new HashSet<Type>();
            text.Append($"# {module.Name}\n");
            foreach (var (name, version, type) in MessageCatalogue.FactsOf(module)) Shapes.Describe(text, $"{name} v{version}", type, inside);
            Shapes.DescribeInside(text, inside);
        }
        Golden.Check("tests/Contracts.Tests/Golden/events.txt", text.ToString());
    }

    [Fact]
    public void Contracts_carry_their_mart_or_event_first() =>
        ContractMessage.Types.Where(c => c.GetConstructors()[0].GetParameters()[0].Name is not ("Mart" or "Event")).Select(c => c.FullName).ShouldBeEmpty();

    [Fact]
    public void The_page_of_messages_is_up_to_date()
    {
        var docs = System.Xml.Linq.XDocument.Load(Path.Combine(AppContext.BaseDirectory, "TravelMart.Contracts.xml"));
        Golden.Check("docs/messages.md", MessageCatalogue.Markdown(Modules.All, docs));
    }

    [Fact]
    public void A_changed_shape_is_explained_line_by_line_with_the_way_to_accept_it()
    {
        var told = Golden.Explain("a.txt", "x\n  x: slot Int32\n", "x\n  x: slot String\n");
        told.ShouldContain("- " + "  x: slot Int32");
        told.ShouldContain("+ " + "  x: slot String");
        told.ShouldContain("TRAVELMART_ACCEPT=1");
    }
}
