using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Meetings;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Now;

// Why: between two meetings there is a minute. One page on the phone says who comes next, what they want and how to talk with them, and closes the
// meeting before it in three taps, network or not.

/// <summary>What is known of the meeting that comes next.</summary>
/// <param name="Meeting">The meeting.</param>
/// <param name="Wanted">What they wrote when they asked; null for nothing.</param>
/// <param name="Shared">Languages that both speak.</param>
/// <param name="Last">The consultation that the two had before; null for none.</param>
internal sealed record Front(DayMeeting Meeting, string? Wanted, IReadOnlyList<string> Shared, DayMeeting? Last);

internal sealed record NowModel(Visit Visit, DayDocument Day, Front? Front)
{
    /// <summary>The earliest meeting that has begun and was not closed.</summary>
    public DayMeeting? ToClose => Day.Meetings.FirstOrDefault(m => m.IsOpen && m.Start?.Utc <= Day.At.Utc);

    public IEnumerable<DayMeeting> Booked => Day.Meetings.Where(m => m.State != "cancelled");

    public int Held => Day.Meetings.Count(m => m.State is "held" or "disputed");

    public int Waiting => Day.Requests.Count(r => r.WaitsForYou);

    /// <summary>The slot that is going on, if nothing is booked in it.</summary>
    public int? FreeNow => Visit.TheMart.Slots.FirstOrDefault(s => s.Start <= Day.At.Utc && Day.At.Utc < s.End) is { } slot && Booked.All(m => m.Slot != slot.Number) ? slot.Number : null;

    /// <summary>The slots of the day that is going on, or the first to come.</summary>
    public IEnumerable<Contracts.SlotTime> Slots =>
        (Visit.TheMart.Slots.FirstOrDefault(s => s.End > Day.At.Utc) ?? Visit.TheMart.Slots[^1]) is var here ? Visit.TheMart.Slots.Where(s => s.Day == here.Day) : [];
}

internal static class SeeNow
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/marts/{mart}/now", visit => Show(visit, null)).Allow(Roles.Buyer, Roles.Seller);
        routes.MapForm("/marts/{mart}/walk-in", WalkIn).Allow(Roles.Seller);
    }

    public static async Task<IResult> Show(Visit visit, Refused? why)
    {
        var said = await visit.Get<DayDocument>("boards", $"agendas/{Uri.EscapeDataString(visit.Company)}");
        if (said.Value is not { } day) return Frame.Pages.Closed(visit, said.Refused!);
        var next = day.Meetings.FirstOrDefault(m => m.IsOpen && m.End?.Utc > day.At.Utc);
        return PageSecurity.Page<NowPage>(new NowModel(visit, day, next is null ? null : await Know(visit, day, next)));
    }

    private static async Task<Front> Know(Visit visit, DayDocument day, DayMeeting next)
    {
        var meeting = (await visit.Get<MeetingDocument>("matching", "meetings/" + next.Meeting)).Value;
        var (mine, theirs) = (await Speaks(visit, visit.Company), await Speaks(visit, next.With.Company));
        var wanted = string.Join(" · ", new[] { meeting?.Phrases is { } tapped ? PhraseBook.Say(visit.Words, tapped) : null, meeting?.Notes?.FirstOrDefault(n => n.On == "request")?.Text }.OfType<string>());
        return new(next, wanted.Length > 0 ? wanted : null, [.. mine.Intersect(theirs)],
            day.Meetings.LastOrDefault(m => m.With.Company == next.With.Company && m.Meeting != next.Meeting && m.State == "held"));
    }

    private static async Task<IReadOnlyList<string>> Speaks(Visit visit, string company) =>
        (await visit.Get<Listed<CompanyLine>>("registration", $"directory?text={Uri.EscapeDataString(company)}&take=200")).Value?.Items.FirstOrDefault(c => c.Company == company)?.Languages ?? [];

    private static async Task<IResult> WalkIn(Visit visit, Form form)
    {
        var day = await visit.Get<DayDocument>("boards", $"agendas/{Uri.EscapeDataString(visit.Company)}");
        if (day.Value is not { } known) return Frame.Pages.Closed(visit, day.Refused!);
        var slot = visit.TheMart.Slots.FirstOrDefault(s => s.Start <= known.At.Utc && known.At.Utc < s.End)?.Number ?? -1;
        var said = await visit.Send<Done>(HttpMethod.Post, "matching", "meetings/walk-in",
            new { buyer = form.Text("buyer") ?? "", seller = visit.Company, slot, repeat = form.Text("repeat") == "yes" }, form.Key);
        return said.Refused is { } why ? Frame.Pages.Closed(visit, why) : FormExtensions.Done(visit.Path("now"), "walked-in");
    }
}
