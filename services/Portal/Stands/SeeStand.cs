using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Meetings;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Stands;

// Why: one company as the other side sees it: what it offers, in the reader's language where that exists, what is wished of it, and a request
// for a meeting with the times at which both could.

/// <summary>What was typed into a request that was refused: it is shown again.</summary>
internal sealed record Typed(IReadOnlyList<int> Slots, string? Note, IReadOnlyList<string> Phrases);

internal sealed record StandModel(Visit Visit, Other Other, StandDocument? Stand, WishDocument? Wish, IReadOnlyList<MeetingDocument> Meetings,
    IReadOnlyList<int> Free, int NextRank, bool Saved, Typed Typed, Refused? Why)
{
    /// <summary>Whether the two meet already, so that a further meeting must be meant.</summary>
    public bool MeetAlready => Meetings.Any(m => m.Status is "booked" or "started" or "held");
}

internal static class SeeStand
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/marts/{mart}/stands/{company}", visit => Show(visit, new([], null, []), null)).Allow(Roles.Organizer, Roles.Buyer, Roles.Seller);
        routes.MapForm("/marts/{mart}/stands/{company}/request", Request).Allow(Roles.Buyer, Roles.Seller);
    }

    private static string CompanyOf(Visit visit) => (string)visit.Http.Request.RouteValues["company"]!;

    private static async Task<IResult> Show(Visit visit, Typed typed, Refused? why)
    {
        var company = CompanyOf(visit);
        var (other, stand, refused) = visit.IsSeller ? await Buyer(visit, company) : await Stand(visit, company);
        if (other is null) return Frame.Pages.Closed(visit, refused!);
        var wishes = await BrowseStands.Wishes(visit);
        var (meetings, free) = visit.Company.Length == 0 ? ([], []) : (await Meetings(visit, company), await Free(visit, company));
        var next = wishes.Values.Where(w => w.Strength == "would").Select(w => w.Rank ?? 0).DefaultIfEmpty(0).Max() + 1;
        return PageSecurity.Page<StandPage>(new StandModel(visit, other, stand, wishes.GetValueOrDefault(company), meetings, free, next, (await Shortlists.Of(visit)).Stands.Contains(company), typed, why), why?.Status ?? StatusCodes.Status200OK);
    }

    private static async Task<IReadOnlyList<MeetingDocument>> Meetings(Visit visit, string company)
    {
        var (buyer, seller) = Pair(visit, company);
        var said = await visit.Get<Listed<MeetingDocument>>("matching", $"meetings?buyer={Uri.EscapeDataString(buyer)}&seller={Uri.EscapeDataString(seller)}");
        return said.Value?.Items ?? [];
    }

    /// <summary>The slots in which the visitor and another company could meet.</summary>
    public static async Task<IReadOnlyList<int>> Free(Visit visit, string company) => (await visit.Get<CommonSlots>("matching",
        $"participants/{Uri.EscapeDataString(visit.Company)}/free-slots?with={Uri.EscapeDataString(company)}&repeat=true")).Value?.Slots ?? [];

    private static (string Buyer, string Seller) Pair(Visit visit, string company) => visit.IsBuyer ? (visit.Company, company) : (company, visit.Company);

    private static async Task<IResult> Request(Visit visit, Form form)
    {
        var company = CompanyOf(visit);
        var typed = new Typed(form.Numbers("slot"), form.Text("note"), form.Texts("phrase"));
        var (buyer, seller) = Pair(visit, company);
        var said = await visit.Send<Done>(HttpMethod.Post, "matching", "meetings",
            new { buyer, seller, preferredSlots = typed.Slots, note = typed.Note, repeat = form.Text("repeat") == "yes", phrases = PhraseBook.Of(visit, form) }, form.Key);
        return said.Value?.Meeting is { } meeting ? FormExtensions.Done(visit.Path("meetings/" + meeting), "asked") : await Show(visit, typed, said.Refused);
    }

    private static async Task<(Other?, StandDocument?, Refused?)> Stand(Visit visit, string company)
    {
        var said = await visit.Get<StandDocument>("catalogue", $"stands/{Uri.EscapeDataString(company)}?language={visit.Words.Language}");
        return said.Value is not { } s ? (null, null, said.Refused)
            : (new(s.Company, s.Stand, new Dictionary<string, string> { ["en"] = s.Name?.Text ?? s.Company }, s.Category, "KR", s.Languages, s.Profile?.Text, [], s.Synthetic), s, null);
    }

    private static async Task<(Other?, StandDocument?, Refused?)> Buyer(Visit visit, string company)
    {
        var said = await visit.Get<Listed<CompanyLine>>("registration", $"directory?role=buyer&text={Uri.EscapeDataString(company)}&take=200");
        return said.Value?.Items.FirstOrDefault(c => c.Company == company) is { } c
            ? (new(c.Company, c.Stand, c.Names, c.Category, c.Country, c.Languages, null, [], c.Synthetic), null, null)
            : (null, null, said.Refused ?? new("CompanyUnknown", "", StatusCodes.Status404NotFound, Refused.NoErrors));
    }
}
