using TravelMart.Boards.Hall;
using TravelMart.Boards.Words;
using TravelMart.Pages;

namespace TravelMart.Boards.Pages;

/// <summary>The list of marts; in a demo with ways to look at them as somebody.</summary>
internal sealed record HomeModel(IReadOnlyList<Shown> Marts, Vocabulary Words, bool Demo);

/// <summary>A page that the caller may not see, or that does not exist.</summary>
internal sealed record DoorModel(Vocabulary Words, string Sentence, string? Mart, string Back, bool Demo, HallState? State);

/// <summary>Addresses at which Registration signs visitors of a demo in, as anybody they like.</summary>
internal static class DemoSignIn
{
    private const int CompaniesPerSide = 3;

    public static string Organizer(string mart, string back) => Address("organizer", mart, null, back);

    public static string Viewer(string mart, string back) => Address("viewer", mart, null, back);

    public static string Company(string mart, Participant company, string back) => Address(company.Role, mart, company.Company, back);

    /// <summary>A few companies of each side.</summary>
    public static IEnumerable<Participant> Some(HallState state)
    {
        var admitted = state.Registration.Now.Companies.Values.Where(c => c.Standing == Standing.Admitted).ToLookup(c => c.IsSeller);
        return admitted[false].OrderBy(c => c.Company, StringComparer.Ordinal).Take(CompaniesPerSide)
            .Concat(admitted[true].OrderBy(c => c.Stand).ThenBy(c => c.Company, StringComparer.Ordinal).Take(CompaniesPerSide));
    }

    private static string Address(string role, string mart, string? company, string back) =>
        $"/registration/demo-sign-in?role={role}&mart={Uri.EscapeDataString(mart)}"
        + (company is null ? "" : $"&company={Uri.EscapeDataString(company)}") + $"&return={Uri.EscapeDataString(back)}";
}
