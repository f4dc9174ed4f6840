using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Meetings;
using TravelMart.Portal.Services;
using TravelMart.Portal.Sheets;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Recap;

// Why: in the evening one page says what the day brought and to whom something was promised; it prints, and goes into a spreadsheet. Amounts of
// different kinds or currencies are never added up.

internal sealed record Sum(string Currency, string Kind, long Minor, int Meetings);

internal sealed record RecapModel(Visit Visit, DayDocument Day)
{
    public IReadOnlyList<DayMeeting> Held { get; } = [.. Day.Meetings.Where(m => m.State is "held" or "disputed")];

    public IReadOnlyList<DayMeeting> Missed { get; } = [.. Day.Meetings.Where(m => m.State.StartsWith("no-show", StringComparison.Ordinal))];

    /// <summary>Consultations without a word about what came of them.</summary>
    public IReadOnlyList<DayMeeting> Unlogged => [.. Held.Where(m => m.OwnLog is null)];

    public IEnumerable<IGrouping<string, DayMeeting>> FollowUps => Held.Where(m => m.OwnLog?.FollowUp is not null).GroupBy(m => m.OwnLog!.FollowUp!).OrderBy(g => g.Key, StringComparer.Ordinal);

    public IEnumerable<(string Outcome, int Count)> Outcomes =>
        new[] { "agreed", "promising", "informative", "none" }.Select(o => (o, Held.Count(m => m.OwnLog?.Outcome == o)));

    public IEnumerable<Sum> Sums => Held.Select(m => m.OwnLog?.Amount).OfType<Contracts.Amount>().GroupBy(a => (a.Currency, a.Kind))
        .Select(g => new Sum(g.Key.Currency, g.Key.Kind, g.Sum(a => a.Minor), g.Count())).OrderBy(s => s.Kind, StringComparer.Ordinal).ThenBy(s => s.Currency, StringComparer.Ordinal);
}

internal static class SeeRecap
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/marts/{mart}/recap", visit => With(visit, model => PageSecurity.Page<RecapPage>(model))).Allow(Roles.Buyer, Roles.Seller);
        routes.MapPage("/marts/{mart}/recap.csv", visit => With(visit, model => Results.Text(Written(model), "text/csv; charset=utf-8"))).Allow(Roles.Buyer, Roles.Seller);
    }

    private static async Task<IResult> With(Visit visit, Func<RecapModel, IResult> show)
    {
        var said = await visit.Get<DayDocument>("boards", $"agendas/{Uri.EscapeDataString(visit.Company)}");
        return said.Value is { } day ? show(new(visit, day)) : Frame.Pages.Closed(visit, said.Refused!);
    }

    private static string Written(RecapModel model) => Sheet.Write(["meeting", "start", "company", "name", "country", "state", "outcome", "amount", "currency", "kind", "follow_up"], model.Day.Meetings.Select(m => new[]
    {
        m.Meeting.ToString(), m.Start?.Local.ToString("yyyy-MM-ddTHH:mmzzz", CultureInfo.InvariantCulture), m.With.Company, model.Visit.Name(m.With.Names), m.With.Country, m.State,
        m.OwnLog?.Outcome, m.OwnLog?.Amount is { } amount ? AnswerMeeting.Major(amount) : null, m.OwnLog?.Amount?.Currency, m.OwnLog?.Amount?.Kind, m.OwnLog?.FollowUp,
    }));
}
