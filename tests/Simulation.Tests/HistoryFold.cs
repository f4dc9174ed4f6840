using System.Text.Json;
using TravelMart.EventSourcing;

namespace TravelMart.Simulation.Tests;

/// <summary>
/// Which units are held, read off match history alone by event names and JSON, without any of the product's types. Throws as soon as
/// one unit would be held twice in a slot.
/// </summary>
internal sealed class HistoryFold
{
    private readonly Dictionary<string, (int Slot, string[] Units, string? Pair)> _booked = [];
    private readonly Dictionary<string, (int Capacity, int[] Blocked)> _companies = [];
    private long _position;

    public async Task Follow(IEventLog log, string mart)
    {
        await foreach (var e in log.Follow(_position, mart))
        {
            Apply(e.Stream, e.Type, JsonDocument.Parse(e.Json).RootElement);
            _position = e.Position;
        }
    }

    /// <summary>Unit, slot and holder of everything that is held, in order.</summary>
    public IReadOnlyList<(string Unit, int Slot, string Holder)> Claims()
    {
        var held = _booked.SelectMany(b => b.Value.Units.Select(u => (u, b.Value.Slot, b.Key)))
            .Concat(_booked.Where(b => b.Value.Pair is not null).Select(b => (b.Value.Pair!, -1, b.Key)))
            .Concat(_companies.SelectMany(c => c.Value.Blocked.SelectMany(slot =>
                Enumerable.Range(1, c.Value.Capacity).Select(lane => ($"company/{c.Key}/{lane}", slot, "away/" + c.Key)))))
            .OrderBy(c => c.Item1, StringComparer.Ordinal).ThenBy(c => c.Item2).ToList();
        if (held.GroupBy(c => (c.Item1, c.Item2)).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InvalidOperationException($"history holds {twice.Key.Item1} in slot {twice.Key.Item2} for {string.Join(" and ", twice.Select(c => c.Item3))}");
        return held;
    }

    private void Apply(string stream, string type, JsonElement fact)
    {
        switch (type)
        {
            case "meeting-booked":
                var repeat = fact.GetProperty("repeat").GetBoolean();
                _booked.Add(stream, (Slot(fact), Units(fact), repeat ? null : $"pair/{Text(fact, "buyer")}/{Text(fact, "seller")}"));
                break;
            case "meeting-moved":
                _booked[stream] = _booked[stream] with { Slot = Slot(fact), Units = Units(fact) };
                break;
            case "meeting-cancelled":
                _booked.Remove(stream);
                break;
            case "participant-admitted":
                _companies[Text(fact, "company")] = _companies.GetValueOrDefault(Text(fact, "company"), (0, [])) with { Capacity = fact.GetProperty("capacity").GetInt32() };
                break;
            case "availability-changed":
                _companies[Text(fact, "company")] = _companies[Text(fact, "company")] with { Blocked = [.. fact.GetProperty("blockedSlots").EnumerateArray().Select(s => s.GetInt32())] };
                break;
        }
    }

    private static int Slot(JsonElement fact) => fact.GetProperty("slot").GetInt32();

    private static string Text(JsonElement fact, string name) => fact.GetProperty(name).GetString()!;

    private static string[] Units(JsonElement fact) => [.. fact.GetProperty("units").EnumerateArray().Select(u => u.GetString()!)];
}
