using System.Reflection;
using System.Text;
using System.Xml.Linq;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>One contract: who publishes it, from which facts, and which queues take it.</summary>
/// <param name="Contract">The contract type.</param>
/// <param name="Publishers">Services whose facts leave as this contract.</param>
/// <param name="Facts">The names of those facts.</param>
/// <param name="Queues">Queues with a consumer of it.</param>
public sealed record CatalogueEntry(Type Contract, IReadOnlyList<string> Publishers, IReadOnlyList<string> Facts, IReadOnlyList<string> Queues);

/// <summary>
/// Which contracts there are, found by asking the services themselves: each fact of each service is made once with and once without its
/// optional values and offered to the service's own switch. Pure: the same services give the same text.
/// </summary>
public static class MessageCatalogue
{
    // Streams are called by a kind and an id; whatever a service reads out of it, this has it.
    private const string SampleStream = "sample/11111111-1111-7111-8111-111111111111";

    private static readonly NullabilityInfoContext Nullability = new();

    private static readonly Dictionary<Type, string> Words = new()
    {
        [typeof(string)] = "text",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(decimal)] = "decimal",
        [typeof(bool)] = "bool",
        [typeof(Guid)] = "uuid",
        [typeof(DateTimeOffset)] = "instant",
        [typeof(DateOnly)] = "date",
    };

    /// <summary>The contracts in order of their wire names.</summary>
    /// <exception cref="InvalidOperationException">A service fails on one of its own facts.</exception>
    public static IReadOnlyList<CatalogueEntry> Of(IReadOnlyList<IServiceModule> modules)
    {
        var leaves = modules.SelectMany(m => FactsOf(m).SelectMany(f => ContractsOf(m, f.Type).Select(c => (Contract: c, m.Name, Fact: f.Name)))).ToList();
        return
        [
            .. ContractMessage.Types.Select(contract => new CatalogueEntry(contract,
                InOrder(leaves.Where(l => l.Contract == contract).Select(l => l.Name)),
                InOrder(leaves.Where(l => l.Contract == contract).Select(l => l.Fact)),
                InOrder(modules.SelectMany(m => m.Queues).Where(q => q.Contracts.Contains(contract)).Select(q => q.Name)))),
        ];
    }

    /// <summary>The facts of a service: every type with a stable name in its assembly.</summary>
    public static IEnumerable<(string Name, int Version, Type Type)> FactsOf(IServiceModule module) => EventTypes.In(module.GetType().Assembly).All;

    /// <summary>The catalogue as a page.</summary>
    /// <param name="modules">The services.</param>
    /// <param name="docs">The XML documentation of the Contracts assembly.</param>
    public static string Markdown(IReadOnlyList<IServiceModule> modules, XDocument docs)
    {
        var page = new StringBuilder("""
            # Messages

            Every contract that crosses a service boundary. This page is generated from the program; a test holds it up to date.
            A message carries its envelope in a header: source, position, mart, time of the mart's clock, and cause. Its id is the id
            of the event it was made from. Nulls are left out and unknown fields are ignored.


            """);
        foreach (var service in Of(modules).GroupBy(e => e.Contract.Namespace!))
        {
            page.Append($"## {service.Key.Split('.')[^1]}\n\n");
            foreach (var entry in service) Describe(page, entry, docs);
        }
        page.Append("## Parts\n\nRecords that are part of the messages above.\n\n");
        foreach (var part in Parts()) DescribePart(page, part, docs);
        return page.ToString().TrimEnd('\n') + "\n";
    }

    // What lies in the root of the contracts' namespace and can be made; the rest there are lists of words.
    private static IEnumerable<Type> Parts() => typeof(Contracts.Amount).Assembly.GetExportedTypes()
        .Where(t => t.Namespace == typeof(Contracts.Amount).Namespace && !t.IsAbstract).OrderBy(t => t.Name, StringComparer.Ordinal);

    private static void DescribePart(StringBuilder page, Type part, XDocument docs)
    {
        page.Append($"### {part.Name}\n\n{Text(Member(docs, part)?.Element("summary"))}\n\n");
        DescribeFields(page, part, Member(docs, part));
    }

    private static void Describe(StringBuilder page, CatalogueEntry entry, XDocument docs)
    {
        var member = Member(docs, entry.Contract);
        page.Append($"### {entry.Contract.Name}\n\n{Text(member?.Element("summary"))}\n\n");
        page.Append($"- wire name: `{ContractMessage.NameOf(entry.Contract)}`\n");
        page.Append($"- published by: {Names(entry.Publishers)}{(entry.Facts.Count > 0 ? $", from {Names(entry.Facts)}" : "")}\n");
        page.Append($"- taken by: {Names(entry.Queues)}\n\n");
        DescribeFields(page, entry.Contract, member);
    }

    private static void DescribeFields(StringBuilder page, Type record, XElement? member)
    {
        page.Append("| field | type | meaning |\n|---|---|---|\n");
        foreach (var field in record.GetConstructors()[0].GetParameters())
        {
            var meaning = member?.Elements("param").FirstOrDefault(p => p.Attribute("name")?.Value == field.Name);
            page.Append($"| `{System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(field.Name!)}` | {TypeName(field)} | {Text(meaning)} |\n");
        }
        page.Append('\n');
    }

    /// <summary>The name of a field's type as documents show it; a question mark where it may be left out.</summary>
    public static string TypeName(ParameterInfo field) =>
        TypeName(field.ParameterType) + (Nullability.Create(field).WriteState == NullabilityState.Nullable ? "?" : "");

    private static string TypeName(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying) return TypeName(underlying);
        if (Words.TryGetValue(type, out var word)) return word;
        if (!type.IsGenericType) return type.Name;
        var arguments = type.GetGenericArguments();
        return arguments.Length == 1 ? $"list of {TypeName(arguments[0])}" : $"map of {TypeName(arguments[0])} to {TypeName(arguments[1])}";
    }

    private static HashSet<Type> ContractsOf(IServiceModule module, Type fact)
    {
        try
        {
            return [.. new[] { Specimens.Full(fact), Specimens.Sparse(fact) }
                .Select(f => module.ToContract("mart", SampleStream, f)).OfType<object>().Select(c => c.GetType())];
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"{module.Name} does not know what to make of its own fact {fact.Name}", failure);
        }
    }

    private static IReadOnlyList<string> InOrder(IEnumerable<string> names) => [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static string Names(IReadOnlyList<string> names) => names.Count == 0 ? "nobody yet" : string.Join(", ", names.Select(n => $"`{n}`"));

    private static XElement? Member(XDocument docs, Type type) =>
        docs.Descendants("member").FirstOrDefault(m => m.Attribute("name")?.Value == "T:" + type.FullName);

    private static string Text(XElement? element) => element is null ? "" : string.Join(' ', string.Concat(element.Nodes().Select(Text))
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("|", "\\|", StringComparison.Ordinal);

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
        XElement reference => $"`{(reference.Attribute("cref") ?? reference.Attribute("name"))?.Value.Split('.', ':')[^1]}`",
        _ => "",
    };
}
