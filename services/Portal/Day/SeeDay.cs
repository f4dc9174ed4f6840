using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Day;

// Why: one page answers what a company asks all day: where next and with whom, who waits for my answer, what changed, and what became of my
// wishes. It prints as the paper that is taken along, and goes into a calendar as a file.

internal sealed record DayModel(Visit Visit, DayDocument Day)
{
    private static readonly string[] Over = ["held", "no-show", "cancelled"];

    /// <summary>The next meeting, or the one that is going on.</summary>
    public DayMeeting? Next => Day.Meetings.FirstOrDefault(m => !Over.Contains(m.State) && !m.State.StartsWith("no-show", StringComparison.Ordinal) && m.End?.Utc > Day.At.Utc);

    public IEnumerable<DayRequest> Waiting => Day.Requests.Where(r => r.WaitsForYou);

    public IEnumerable<DayRequest> Asked => Day.Requests.Where(r => !r.WaitsForYou);

    public IEnumerable<DayWish> Unmet => Day.Wishes.Where(w => w.State == "unplaced");
}

internal static class SeeDay
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/marts/{mart}/day", Show).Allow(Roles.Buyer, Roles.Seller, Roles.Badge);
        routes.MapPage("/marts/{mart}/day.ics", Calendar).Allow(Roles.Buyer, Roles.Seller, Roles.Badge);
    }

    private static Task<Said<DayDocument>> Of(Visit visit) => visit.Get<DayDocument>("boards", $"agendas/{Uri.EscapeDataString(visit.Company)}");

    private static async Task<IResult> Show(Visit visit)
    {
        var day = await Of(visit);
        if (day.Value is { IsEmpty: true } && !visit.OnlyReads && await IsWaiting(visit)) return Results.Redirect(visit.Path("application"));
        return day.Value is { } known ? PageSecurity.Page<DayPage>(new DayModel(visit, known)) : Frame.Pages.Closed(visit, day.Refused!);
    }

    // Who is not admitted has no day yet, and sees how the application stands.
    private static async Task<bool> IsWaiting(Visit visit) =>
        (await visit.Get<Applications.OwnApplication>("registration", "companies/" + Uri.EscapeDataString(visit.Company))).Value is { State: not "admitted" };

    private static async Task<IResult> Calendar(Visit visit)
    {
        var day = await Of(visit);
        return day.Value is { } known
            ? Results.Text(CalendarFile.Of(visit, known), "text/calendar; charset=utf-8")
            : Frame.Pages.Closed(visit, day.Refused!);
    }
}
