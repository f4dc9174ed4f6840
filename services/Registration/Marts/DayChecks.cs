using TravelMart.Registration.Events;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Marts;

/// <summary>Reads the days of a mart and the hours that somebody works.</summary>
internal static class DayChecks
{
    private const int MostDays = 10;
    private const int MostPauses = 20;

    public static IReadOnlyList<GridDay> Days(IReadOnlyList<DayRequest?> asked, EventOpened trip, FieldErrors errors)
    {
        errors.Require(asked.Count is > 0 and <= MostDays, "days", $"A mart has 1 to {MostDays} days.");
        var days = new List<GridDay>();
        foreach (var (i, day) in asked.Take(MostDays).Index())
        {
            var field = $"days[{i}]";
            var date = errors.Date($"{field}.date", day?.Date);
            var span = Span(field, "opens", "closes", day?.Opens, day?.Closes, errors);
            if (date is { } on)
            {
                errors.Require(on >= trip.From && on <= trip.To, $"{field}.date", $"The event lasts from {trip.From:yyyy-MM-dd} to {trip.To:yyyy-MM-dd}.");
                errors.Require(days.Count == 0 || days[^1].Date < on, $"{field}.date", "Days come in order, each once.");
            }
            var pauses = Pauses(field, day?.Pauses ?? [], span, errors);
            if (date is not null && span is { } open) days.Add(new(date.Value, open.From, open.To, pauses));
        }
        return days;
    }

    public static IReadOnlyList<WorkingHours> Hours(string field, IReadOnlyList<HoursRequest?> asked, int most, FieldErrors errors)
    {
        errors.Require(asked.Count <= most, field, $"At most {most} stretches of hours.");
        var hours = new List<WorkingHours>();
        foreach (var (i, stretch) in asked.Take(most).Index())
        {
            var date = errors.Date($"{field}[{i}].date", stretch?.Date);
            var span = Span($"{field}[{i}]", "from", "to", stretch?.From, stretch?.To, errors);
            if (date is { } on && span is { } worked) hours.Add(new(on, worked.From, worked.To));
        }
        return hours;
    }

    private static List<GridPause> Pauses(string day, IReadOnlyList<PauseRequest?> asked, (TimeOnly From, TimeOnly To)? open, FieldErrors errors)
    {
        errors.Require(asked.Count <= MostPauses, $"{day}.pauses", $"A day has at most {MostPauses} pauses.");
        var pauses = new List<GridPause>();
        foreach (var (i, pause) in asked.Take(MostPauses).Index())
        {
            var field = $"{day}.pauses[{i}]";
            var label = errors.Text($"{field}.label", pause?.Label, 60);
            if (Span(field, "from", "to", pause?.From, pause?.To, errors) is not { } span) continue;
            errors.Require(open is not { } o || (o.From <= span.From && span.To <= o.To), field, "A pause lies between opening and closing.");
            errors.Require(pauses.Count == 0 || pauses[^1].To <= span.From, field, "Pauses come in order and do not overlap.");
            pauses.Add(new(label, span.From, span.To));
        }
        return pauses;
    }

    private static (TimeOnly From, TimeOnly To)? Span(string field, string fromName, string toName, string? from, string? to, FieldErrors errors)
    {
        var begins = errors.Time($"{field}.{fromName}", from);
        var ends = errors.Time($"{field}.{toName}", to);
        if (begins is not { } b || ends is not { } e) return null;
        return errors.Require(b < e, $"{field}.{toName}", $"This is after {fromName}.") ? (b, e) : null;
    }
}
