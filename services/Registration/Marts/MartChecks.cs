using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.Registration.Events;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Marts;

/// <summary>Reads the form that opens a mart: either the whole fact, or everything that is wrong with the form.</summary>
internal static class MartChecks
{
    private const int MostSlots = 200;
    private const int MostInterpreters = 500;
    private const int MostHours = 30;
    private const int MostCategories = 100;
    private const int MostTables = 2000;
    private const string CountingRule = "v1";

    public static (MartOpened Asked, Refusal? Wrong) Check(OpenMartRequest r, EventOpened trip)
    {
        var errors = new FieldErrors();
        var slotMinutes = errors.Number("slotMinutes", r.SlotMinutes, 5, 240);
        var changeover = errors.Number("changeoverMinutes", r.ChangeoverMinutes, 0, 120);
        var days = DayChecks.Days(r.Days ?? [], trip, errors);
        var slots = Slots(days, slotMinutes, changeover, trip.TimeZone, errors);
        var (applications, wishes, opens, closes) = Phases(r.Phases, trip.TimeZone, slots, errors);
        errors.Require(r.CountingRule == CountingRule, "countingRule", $"The only counting rule is {CountingRule}.");
        var asked = new MartOpened(errors.Mart("mart", r.Mart), trip.Event, errors.Texts("names", r.Names, 200), trip.City, trip.Country,
            trip.TimeZone, Zones.DatabaseVersion, slots, SlotGrid.Pauses(days, trip.TimeZone), slotMinutes, changeover, SharedTables(r.Tables, errors),
            Interpreters(r.Interpreters ?? [], slots, trip.TimeZone, errors), Categories(r.Categories ?? [], errors),
            errors.Languages("languages", r.Languages, 1), Rate(r.Rate, errors), applications, wishes, opens, closes,
            errors.Number("requestExpiryMinutes", r.RequestExpiryMinutes, 1, 60 * 24 * 30), CountingRule, r.Rehearsal);
        return (asked, errors.AsRefusal("MartNotValid", "The mart was not opened: correct the fields named in errors."));
    }

    private static IReadOnlyList<SlotTime> Slots(IReadOnlyList<GridDay> days, int slotMinutes, int changeover, string zone, FieldErrors errors)
    {
        var slots = SlotGrid.Slots(days, slotMinutes, changeover, zone);
        if (days.Count == 0) return slots;
        errors.Require(slots.Count > 0, "days", "No slot fits between opening and closing.");
        errors.Require(slots.Count <= MostSlots, "days", $"A mart has at most {MostSlots} slots; these days make {slots.Count}.");
        errors.Require(slots.All(s => s.End - s.Start == TimeSpan.FromMinutes(slotMinutes)), "days", "The clocks change during the mart: leave that hour out.");
        return slots;
    }

    /// <summary>Reads when phases begin and end.</summary>
    public static (DateTimeOffset Applications, DateTimeOffset Wishes, DateTimeOffset Opens, DateTimeOffset Closes) Phases(PhasesRequest? phases, string zone,
        IReadOnlyList<SlotTime> slots, FieldErrors errors)
    {
        var applications = Instant("phases.applicationsOpen", phases?.ApplicationsOpen, zone, errors);
        var wishes = Instant("phases.wishesClose", phases?.WishesClose, zone, errors);
        var opens = Instant("phases.opens", phases?.Opens, zone, errors);
        var closes = Instant("phases.closes", phases?.Closes, zone, errors);
        errors.Require(!(applications > wishes), "phases.wishesClose", "Wishes close after applications open.");
        errors.Require(!(wishes > opens), "phases.opens", "The mart opens when wishes have closed.");
        errors.Require(!(opens >= closes), "phases.closes", "The mart closes after it opens.");
        if (slots.Count > 0)
        {
            errors.Require(!(opens > slots[0].Start), "phases.opens", "The mart opens when its first slot begins, or before.");
            errors.Require(!(closes < slots[^1].End), "phases.closes", "The mart closes when its last slot ends, or later.");
        }
        return (applications ?? default, wishes ?? default, opens ?? default, closes ?? default);
    }

    private static DateTimeOffset? Instant(string field, string? value, string zone, FieldErrors errors) =>
        errors.LocalTime(field, value) is { } local ? Zones.ToInstant(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), zone) : null;

    private static int? SharedTables(TablesRequest? tables, FieldErrors errors)
    {
        errors.Require(tables?.Layout is Layouts.Stands or Layouts.Shared, "tables.layout", $"A layout is {Layouts.Stands} or {Layouts.Shared}.");
        if (tables?.Layout == Layouts.Shared) return errors.Number("tables.count", tables.Count, 1, MostTables);
        errors.Require(tables?.Count is null, "tables.count", "Only a shared layout has a number of tables.");
        return null;
    }

    private static List<Interpreter> Interpreters(IReadOnlyList<InterpreterRequest?> asked, IReadOnlyList<SlotTime> slots, string zone, FieldErrors errors)
    {
        errors.Require(asked.Count <= MostInterpreters, "interpreters", $"A mart has at most {MostInterpreters} interpreters.");
        var interpreters = new List<Interpreter>();
        foreach (var (i, interpreter) in asked.Take(MostInterpreters).Index())
        {
            var field = $"interpreters[{i}]";
            var hours = DayChecks.Hours($"{field}.hours", interpreter?.Hours ?? [], MostHours, errors);
            interpreters.Add(new(errors.Company($"{field}.id", interpreter?.Id), errors.Languages($"{field}.languages", interpreter?.Languages, 2),
                SlotGrid.Unavailable(slots, hours, zone)));
        }
        errors.Require(interpreters.DistinctBy(i => i.Id, StringComparer.Ordinal).Count() == interpreters.Count, "interpreters",
            "Two interpreters share an id.");
        return interpreters;
    }

    private static List<Category> Categories(IReadOnlyList<CategoryRequest?> asked, FieldErrors errors)
    {
        errors.Require(asked.Count is > 0 and <= MostCategories, "categories", $"A mart has 1 to {MostCategories} categories.");
        var categories = asked.Take(MostCategories).Select((c, i) =>
            new Category(errors.Company($"categories[{i}].code", c?.Code), errors.Texts($"categories[{i}].names", c?.Names, 100))).ToList();
        errors.Require(categories.DistinctBy(c => c.Code, StringComparer.Ordinal).Count() == categories.Count, "categories", "Two categories share a code.");
        return categories;
    }

    private static FrozenRate? Rate(RateRequest? rate, FieldErrors errors)
    {
        if (rate is null) return null;
        errors.Require(rate.Rate is > 0 and < 1_000_000_000, "rate.rate", "A rate is above zero.");
        errors.Require(rate.From != rate.To, "rate.to", "A rate is between two different currencies.");
        return new(errors.Currency("rate.from", rate.From), errors.Currency("rate.to", rate.To), rate.Rate ?? 0,
            errors.Text("rate.source", rate.Source, 200), errors.Date("rate.on", rate.On) ?? default);
    }
}
