using System.Text.Json;
using Spectre.Console;

namespace TravelMart.CommandLine.Verbs;

/// <summary>The hall as a table: a row for each stand, a column for each slot around now. Every state has its letter; colour only helps.</summary>
internal static class HallTable
{
    // A letter, a short name and the lines beside them; the stands' column is about as wide.
    private const int ColumnWidth = 19;

    private static readonly Dictionary<string, (string Letter, string Style)> States = new(StringComparer.Ordinal)
    {
        ["booked"] = ("S", "default"),
        ["checked-in"] = ("C", "teal"),
        ["in-progress"] = ("P", "bold black on aqua"),
        ["held"] = ("H", "grey"),
        ["late"] = ("L", "bold black on yellow"),
        ["no-show"] = ("X", "red"),
        ["disputed"] = ("D", "red"),
        ["unrecorded"] = ("?", "yellow"),
    };

    /// <summary>The table for a terminal of some width: as many slots around now as can be read there.</summary>
    public static Table Of(JsonElement hall, JsonElement totals, int width)
    {
        var zone = hall.GetProperty("timeZone").GetString()!;
        var current = Number(hall, "currentSlot") ?? Number(hall, "nextSlot") ?? int.MaxValue;
        var slots = Window([.. hall.GetProperty("slots").EnumerateArray()], current, Math.Clamp((width / ColumnWidth) - 1, 3, 8));
        var table = new Table().Border(TableBorder.Minimal).AddColumn("Stand");
        foreach (var slot in slots)
        {
            var time = slot.GetProperty("localStart").GetDateTimeOffset().ToString("HH:mm");
            table.AddColumn(slot.GetProperty("number").GetInt32() == current ? $"[bold underline]{time}[/]" : time);
        }
        table.Title($"{Name(hall.GetProperty("names")).EscapeMarkup()}, {hall.GetProperty("at").GetProperty("local").GetDateTimeOffset():yyyy-MM-dd HH:mm} {zone}");
        table.Caption($"held {totals.GetProperty("held")} of {totals.GetProperty("booked")} booked, {totals.GetProperty("consultations")} consultations, "
            + $"{totals.GetProperty("noShows")} no-shows   S scheduled C checked in P in progress H held L late X no-show D disputed ? not recorded B blocked . free");
        AddRows(table, hall, slots);
        return table;
    }

    private static void AddRows(Table table, JsonElement hall, List<JsonElement> slots)
    {
        var companies = hall.GetProperty("companies").EnumerateArray().ToDictionary(c => c.GetProperty("company").GetString()!);
        var meetings = hall.GetProperty("meetings").EnumerateArray().Where(m => m.GetProperty("state").GetString() != "cancelled")
            .ToLookup(m => (m.GetProperty("seller").GetString()!, m.GetProperty("slot").GetInt32()));
        foreach (var seller in companies.Values.Where(c => c.GetProperty("role").GetString() == "seller").OrderBy(c => Number(c, "stand") ?? int.MaxValue))
        {
            var id = seller.GetProperty("company").GetString()!;
            var blocked = seller.GetProperty("blockedSlots").EnumerateArray().Select(b => b.GetInt32()).ToHashSet();
            table.AddRow([$"{Number(seller, "stand")} {Short(Name(seller.GetProperty("names")))}".EscapeMarkup(), .. slots.Select(s =>
            {
                var number = s.GetProperty("number").GetInt32();
                var cell = meetings[(id, number)].Select(m => Cell(m, companies)).ToList();
                return cell.Count > 0 ? string.Join('\n', cell) : blocked.Contains(number) ? "[grey]B[/]" : "[grey].[/]";
            })]);
        }
    }

    private static string Cell(JsonElement meeting, Dictionary<string, JsonElement> companies)
    {
        var (letter, style) = States.GetValueOrDefault(meeting.GetProperty("state").GetString()!, ("S", "default"));
        var buyer = meeting.GetProperty("buyer").GetString()!;
        var name = companies.TryGetValue(buyer, out var company) ? Name(company.GetProperty("names")) : buyer;
        return $"[{style}]{letter} {Short(name).EscapeMarkup()}[/]";
    }

    private static List<JsonElement> Window(List<JsonElement> slots, int current, int shown)
    {
        var from = Math.Clamp(current - 2, 0, Math.Max(0, slots.Count - shown));
        return [.. slots.Skip(from).Take(shown)];
    }

    private static string Name(JsonElement names) =>
        names.TryGetProperty("en", out var english) ? english.GetString()! : names.EnumerateObject().Select(n => n.Value.GetString()!).FirstOrDefault("");

    private static string Short(string name) => name.Length <= 14 ? name : name[..13] + "…";

    private static int? Number(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetInt32() : null;
}
