using System.Text.Json;
using NodaTime;

namespace TravelMart.CommandLine.MartFolders;

/// <summary>What the fields of mart.json must say about each other, once each has its right shape.</summary>
internal static class SettingsChecks
{
    /// <summary>More slots than this are a mistyped time, not a mart.</summary>
    private const int MostSlots = 200;

    /// <summary>Reports every contradiction.</summary>
    public static void Check(LocatedJson root, MartSettings settings, Action<LocatedJson, string, string> report)
    {
        var mart = root["mart"]!;
        Ids(root, report);
        Days(mart["days"]!, root["event"]!, settings, report);
        Tables(mart["tables"]!, report);
        Interpreters(mart, settings, report);
        PhaseOrder(mart["phases"]!, settings, report);
        if (settings.Grid.Slots.Count is 0 or > MostSlots)
        {
            report(mart["days"]!, "mart.days", $"make {settings.Grid.Slots.Count} slots; a mart has 1 to {MostSlots}");
        }
    }

    private static void Ids(LocatedJson root, Action<LocatedJson, string, string> report)
    {
        var (trip, mart) = (root["event"]!, root["mart"]!);
        if (mart["event"]!.Text != trip["event"]!.Text)
        {
            report(mart["event"]!, "mart.event", $"\"{mart["event"]!.Text}\" is not the event \"{trip["event"]!.Text}\" of this folder");
        }

        var programme = trip["programmes"]!.Items.FirstOrDefault(p => p["id"]!.Text == mart["mart"]!.Text);
        if (programme?["kind"]!.Text != "travel-mart")
        {
            report(mart["mart"]!, "mart.mart", $"\"{mart["mart"]!.Text}\" is not a travel-mart programme of the event");
        }

        Once(trip["programmes"]!, "event.programmes", "id", report);
        Once(mart["categories"]!, "mart.categories", "code", report);
        if (mart["interpreters"] is { } interpreters)
        {
            Once(interpreters, "mart.interpreters", "id", report);
        }
    }

    private static void Once(LocatedJson list, string path, string field, Action<LocatedJson, string, string> report)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Items.Count; i++)
        {
            var value = list.Items[i][field]!;
            if (!seen.Add(value.Text))
            {
                report(value, $"{path}[{i}].{field}", $"\"{value.Text}\" is used twice");
            }
        }
    }

    private static void Days(LocatedJson days, LocatedJson trip, MartSettings settings, Action<LocatedJson, string, string> report)
    {
        var (from, to) = (SettingsReader.Date(trip, "from"), SettingsReader.Date(trip, "to"));
        if (to < from)
        {
            report(trip["to"]!, "event.to", $"{trip["to"]!.Text} is before the first day");
        }

        for (var i = 0; i < days.Items.Count; i++)
        {
            var (day, json, path) = (settings.Days[i], days.Items[i], $"mart.days[{i}]");
            if (day.Date < from || day.Date > to)
            {
                report(json["date"]!, $"{path}.date", $"{json["date"]!.Text} is not a day of the event");
            }

            if (i > 0 && day.Date <= settings.Days[i - 1].Date)
            {
                report(json["date"]!, $"{path}.date", $"{json["date"]!.Text} is not after the day before it");
            }

            if (day.Closes <= day.Opens)
            {
                report(json["closes"]!, $"{path}.closes", $"{json["closes"]!.Text} is not after {json["opens"]!.Text}");
            }

            for (var p = 0; p < day.Pauses.Count; p++)
            {
                if (day.Pauses[p].To <= day.Pauses[p].From)
                {
                    var end = json["pauses"]!.Items[p]["to"]!;
                    report(end, $"{path}.pauses[{p}].to", $"{end.Text} is not after the pause's start");
                }
            }
        }
    }

    private static void Tables(LocatedJson tables, Action<LocatedJson, string, string> report)
    {
        var shared = tables["layout"]!.Text == "shared";
        if (shared && tables["count"] is null)
        {
            report(tables, "mart.tables.count", "is missing: shared tables are counted");
        }

        if (!shared && tables["count"] is { } count)
        {
            report(count, "mart.tables.count", "belongs to shared tables only; stands are in companies.csv");
        }
    }

    private static void Interpreters(LocatedJson mart, MartSettings settings, Action<LocatedJson, string, string> report)
    {
        for (var i = 0; i < settings.Interpreters.Count; i++)
        {
            var json = mart["interpreters"]!.Items[i];
            var path = $"mart.interpreters[{i}]";
            if (settings.Interpreters[i].Languages.Distinct(StringComparer.Ordinal).Count() < settings.Interpreters[i].Languages.Count)
            {
                report(json["languages"]!, $"{path}.languages", "name a language twice");
            }

            if (settings.Interpreters[i].Slots.Count == 0)
            {
                report(json["hours"]!, $"{path}.hours", "hold no slot of the mart");
            }
        }

        if (mart["rate"] is { Kind: JsonValueKind.Object } rate && rate["from"]!.Text == rate["to"]!.Text)
        {
            report(rate["to"]!, "mart.rate.to", "must be another currency");
        }
    }

    private static void PhaseOrder(LocatedJson json, MartSettings settings, Action<LocatedJson, string, string> report)
    {
        var phases = settings.Phases;
        (string Name, LocalDateTime At)[] order =
        [
            ("applicationsOpen", phases.ApplicationsOpen), ("wishesClose", phases.WishesClose),
            ("opens", phases.Opens), ("closes", phases.Closes),
        ];
        for (var i = 0; i < order.Length; i++)
        {
            var (name, at) = order[i];
            if (i > 0 && at <= order[i - 1].At)
            {
                report(json[name]!, $"mart.phases.{name}", $"{json[name]!.Text} is not after {order[i - 1].Name}");
            }

            if (settings.Zone.MapLocal(at).Count == 0)
            {
                report(json[name]!, $"mart.phases.{name}", $"{json[name]!.Text} never was in {settings.Zone.Id}: clocks went forward over it");
            }
        }

        if (settings.Grid.Slots is [var first, ..] && phases.Opens > first.Start)
        {
            report(json["opens"]!, "mart.phases.opens", $"{json["opens"]!.Text} is after the first slot begins");
        }

        if (settings.Grid.Slots is [.., var last] && phases.Closes < last.End)
        {
            report(json["closes"]!, "mart.phases.closes", $"{json["closes"]!.Text} is before the last slot ends");
        }
    }
}
