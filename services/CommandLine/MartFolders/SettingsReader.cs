using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace TravelMart.CommandLine.MartFolders;

/// <summary>What mart.json gives: the settings, and the two parts that are posted as they stand.</summary>
internal sealed record MartFile(
    MartSettings Settings, JsonElement Event, JsonElement Mart, ReportedFigures? Reported, IReadOnlyList<string> Synthetic);

/// <summary>Reads mart.json: first its shape, then what its fields say about each other.</summary>
internal static class SettingsReader
{
    private const string File = "mart.json";

    /// <summary>The file's contents; null where anything is wrong with them.</summary>
    public static MartFile? Read(string folder, FolderErrors errors)
    {
        if (FolderFiles.Read(folder, File, errors) is not { } bytes || Parse(bytes, errors) is not { } root)
        {
            return null;
        }

        var wrong = false;
        void Report(LocatedJson value, string path, string message)
        {
            wrong = true;
            errors.Add(File, value.Line, path, message);
        }

        MartShape.File.Check(root, string.Empty, Report);
        if (wrong)
        {
            return null;
        }

        var settings = Settings(root["mart"]!, Zone(root));
        SettingsChecks.Check(root, settings, Report);
        if (wrong)
        {
            return null;
        }

        using var document = JsonDocument.Parse(bytes);
        return new MartFile(
            settings, document.RootElement.GetProperty("event").Clone(), document.RootElement.GetProperty("mart").Clone(),
            Reported(root["reported"]), [.. (root["synthetic"]?.Items ?? []).Select(i => i.Text)]);
    }

    /// <summary>A date of a checked file.</summary>
    public static LocalDate Date(LocatedJson parent, string name) => LocalDatePattern.Iso.Parse(parent[name]!.Text).Value;

    /// <summary>A time of a checked file.</summary>
    public static LocalTime Time(LocatedJson parent, string name) => LocalTimes.Time.Parse(parent[name]!.Text).Value;

    private static LocatedJson? Parse(byte[] bytes, FolderErrors errors)
    {
        try
        {
            return LocatedJson.Parse(bytes);
        }
        catch (JsonException broken)
        {
            errors.Add(File, (int)(broken.LineNumber ?? 0) + 1, string.Empty, "is not valid JSON up to here");
            return null;
        }
        catch (InvalidOperationException)
        {
            errors.Add(File, 0, string.Empty, "holds half a character, written as \\u and four digits");
            return null;
        }
    }

    private static DateTimeZone Zone(LocatedJson root) => DateTimeZoneProviders.Tzdb[root["event"]!["timeZone"]!.Text];

    private static MartSettings Settings(LocatedJson mart, DateTimeZone zone)
    {
        var days = mart["days"]!.Items.Select(Day).ToList();
        var grid = SlotGrid.Lay(days, Number(mart, "slotMinutes"), Number(mart, "changeoverMinutes"));
        return new MartSettings(
            mart["mart"]!.Text, mart["event"]!.Text, zone, days, grid,
            mart["tables"]!["layout"]!.Text == "shared" && mart["tables"]!["count"] is { } count ? Number(count) : null,
            [.. (mart["interpreters"]?.Items ?? []).Select(i => Interpreter(i, grid))],
            [.. mart["categories"]!.Items.Select(c => c["code"]!.Text)],
            [.. mart["languages"]!.Items.Select(l => l.Text)],
            Phases(mart["phases"]!), Number(mart, "requestExpiryMinutes"), mart["rehearsal"]!.Kind == JsonValueKind.True);
    }

    private static MartDay Day(LocatedJson day) => new(
        Date(day, "date"), Time(day, "opens"), Time(day, "closes"),
        [.. (day["pauses"]?.Items ?? []).Select(p => new DayPause(p["label"]!.Text, Time(p, "from"), Time(p, "to")))]);

    private static FolderInterpreter Interpreter(LocatedJson one, SlotGrid grid) => new(
        one["id"]!.Text,
        [.. one["languages"]!.Items.Select(l => l.Text)],
        [.. one["hours"]!.Items.SelectMany(h => grid.Within(Date(h, "date"), Time(h, "from"), Time(h, "to"))).Distinct().Order()]);

    private static MartPhases Phases(LocatedJson phases)
    {
        LocalDateTime At(string name) => LocalTimes.Moment.Parse(phases[name]!.Text).Value;
        return new MartPhases(At("applicationsOpen"), At("wishesClose"), At("opens"), At("closes"));
    }

    private static ReportedFigures? Reported(LocatedJson? reported) => reported is null
        ? null
        : new ReportedFigures(
            Figure(reported["sellers"]), Figure(reported["buyers"]), Figure(reported["companies"]),
            Figure(reported["consultations"]), reported["source"]!.Text);

    private static int? Figure(LocatedJson? value) => value is null ? null : Number(value);

    private static int Number(LocatedJson parent, string name) => Number(parent[name]!);

    private static int Number(LocatedJson value) => int.Parse(value.Text, CultureInfo.InvariantCulture);
}
