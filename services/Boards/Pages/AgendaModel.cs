using System.Globalization;
using TravelMart.Boards.Api;
using TravelMart.Boards.Hall;
using TravelMart.Boards.Words;
using TravelMart.Pages;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Pages;

/// <summary>One company's day as a page. The mart's zone is large; the reader's own may stand beside it, small and named.</summary>
internal sealed class AgendaModel(Shown shown, Participant company, string? language, string? zone)
{
    public AgendaDocument Agenda { get; } = new AgendaBuilder(shown, company).Build();

    public Shown Shown { get; } = shown;

    public Vocabulary Words { get; } = BoardWords.For(language);

    public string Name { get; } = company.Names.In(BoardWords.For(language).Language);

    /// <summary>The reader's zone; null where none was asked for, or an unknown one, or the mart's own.</summary>
    public string? OtherZone { get; } = zone is not null && zone != shown.Opened.TimeZone && Zones.Exists(zone) ? zone : null;

    public string Now => Shown.Now.Clock(Shown.Opened.TimeZone);

    /// <summary>The meeting that runs or comes next.</summary>
    public AgendaMeeting? Next => Agenda.Meetings.FirstOrDefault(m => m.End?.Utc > Shown.Now && m.State is "booked" or "checked-in" or "in-progress" or "late"
        && m.End?.Utc > Shown.Now);

    public string Clock(Moments? moment) => moment is null ? Words["walk-in-now"] : moment.Local.ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The same instant in the reader's zone with the zone's city; with the date where it is another day there.</summary>
    public string? Other(Moments? moment)
    {
        if (OtherZone is null || moment is null) return null;
        var there = moment.Utc.In(OtherZone);
        var city = OtherZone[(OtherZone.LastIndexOf('/') + 1)..].Replace('_', ' ');
        return there.ToString(there.Date == moment.Local.Date ? "HH:mm" : "MM-dd HH:mm", CultureInfo.InvariantCulture) + " " + city;
    }

    public string Partner(PartnerDocument partner) => partner.Names.In(Words.Language);

    public string State(AgendaMeeting m) => m.State switch
    {
        "booked" => Words["scheduled"],
        "unrecorded" => Words["unrecorded"],
        var state => Words[state],
    };

    public static string Icon(AgendaMeeting m) => m.State switch
    {
        "held" => "tick",
        "no-show" or "cancelled" => "cross",
        "in-progress" => "disc",
        "checked-in" => "half",
        "late" or "unrecorded" or "disputed" => "warn",
        _ => "ring",
    };

    public string Soon(AgendaMeeting m) => m.Start is { } start && start.Utc > Shown.Now
        ? Words.Say("in-min", (int)Math.Ceiling((start.Utc - Shown.Now).TotalMinutes)) : Words["here"];

    public string Strength(AgendaWish wish) => Words.Say("s-" + wish.Strength, wish.Rank);

    public IEnumerable<IGrouping<string, AgendaMeeting>> Days => Agenda.Meetings
        .GroupBy(m => m.Start?.Local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", StringComparer.Ordinal);
}
