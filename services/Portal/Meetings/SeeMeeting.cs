using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Meetings;

// Why: everything that can be done about one meeting, with what it will mean before it is done. It is read from Matching itself, so that what was
// just decided is there.

internal sealed record MeetingModel(Visit Visit, MeetingDocument Meeting, string OtherCompany, IReadOnlyDictionary<string, string> OtherNames, int? Stand,
    IReadOnlyList<int> Free, Typed Typed, Refused? Why)
{
    public bool WaitsForMe => Meeting.Status == "requested" && Meeting.ProposedBy != Visit.Caller.Role;

    /// <summary>What can be accepted: of the slots put forward, or of all where none was, those that both have free.</summary>
    public IReadOnlyList<int> Acceptable => Meeting.ProposedSlots.Count == 0 ? Free : [.. Meeting.ProposedSlots.Where(Free.Contains)];

    /// <summary>Put forward, and taken meanwhile.</summary>
    public IReadOnlyList<int> Taken => [.. Meeting.ProposedSlots.Except(Free)];
}

/// <summary>What was typed into a form that was refused.</summary>
internal sealed record Typed(string Form, IReadOnlyList<int> Slots, string? Note, string? Amount, string? Currency);

internal static class SeeMeeting
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPage("/marts/{mart}/meetings/{meeting:guid}", visit => Show(visit, new("", [], null, null, null), null)).Allow(Roles.Buyer, Roles.Seller);

    public static async Task<IResult> Show(Visit visit, Typed typed, Refused? why)
    {
        var said = await visit.Get<MeetingDocument>("matching", "meetings/" + visit.Http.Request.RouteValues["meeting"]);
        if (said.Value is not { } meeting) return Frame.Pages.Closed(visit, said.Refused!);
        var other = meeting.Buyer == visit.Company ? meeting.Seller : meeting.Buyer;
        var directory = await visit.Get<Listed<CompanyLine>>("registration", $"directory?text={Uri.EscapeDataString(other)}&take=200");
        var known = directory.Value?.Items.FirstOrDefault(c => c.Company == other);
        var free = meeting.Status is not ("requested" or "booked") ? null
            : (await visit.Get<CommonSlots>("matching", $"participants/{Uri.EscapeDataString(visit.Company)}/free-slots?with={Uri.EscapeDataString(other)}&repeat={(meeting.Status == "booked" ? "true" : "false")}")).Value;
        return PageSecurity.Page<MeetingPage>(new MeetingModel(visit, meeting, other, known?.Names ?? new Dictionary<string, string> { ["en"] = other }, known?.Stand,
            free?.Slots ?? [], typed, why), why?.Status ?? StatusCodes.Status200OK);
    }
}
