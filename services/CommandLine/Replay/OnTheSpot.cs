using System.Text.Json;
using TravelMart.CommandLine.Client;
using TravelMart.CommandLine.MartFolders;

namespace TravelMart.CommandLine.Replay;

/// <summary>
/// Meetings that nobody had arranged: on-site ones and walk-ins. The script says when each is wanted; which slots are free depends on the
/// plan, so this looks ahead once, before the first slot, and gives each row the first common free slot from its time on, or the last one
/// before it if none is left.
/// </summary>
internal sealed class OnTheSpot(MartFolder folder, Desk desk, Timetable slots)
{
    private readonly HashSet<(string Company, int Slot)> _promised = [];

    /// <summary>Where and when a row is played; or the meeting that an interrupted replay had already booked for it.</summary>
    public sealed record Chance(DayRow Row, DateTimeOffset At, int Slot, Booked? Before);

    public async Task<IReadOnlyList<Chance>> LookAhead(CancellationToken cancel)
    {
        var chances = new List<Chance>();
        var seen = new Dictionary<Pair, int>();
        foreach (var row in folder.Day.Where(r => r.Books).OrderBy(r => desk.At(r.At!.Value)))
        {
            var pair = row.Pair!.Value;
            var number = seen[pair] = seen.GetValueOrDefault(pair) + 1;
            var met = await Meetings(pair, cancel);
            if (met.Where(m => m.Origin is Contracts.Origins.OnSite or Contracts.Origins.WalkIn).Skip(number - 1).FirstOrDefault() is var done && done.Id != default)
                chances.Add(new(row, desk.At(row.At!.Value), done.Slot, new Booked(done.Id, done.Slot) { WalkedIn = row.What == Happening.WalkIn }));
            else
                chances.Add(await Choose(row, pair, row.Repeat ? met.Select(m => m.Slot).DefaultIfEmpty(-1).Max() : -1, cancel));
        }
        return chances;
    }

    private async Task<Chance> Choose(DayRow row, Pair pair, int after, CancellationToken cancel)
    {
        var wanted = desk.At(row.At!.Value);
        var free = (await desk.Api.Read($"/matching/marts/{desk.Mart}/participants/{pair.Seller}/free-slots?with={pair.Buyer}&repeat={(row.Repeat ? "true" : "false")}", cancel))
            .GetProperty("slots").EnumerateArray().Select(s => s.GetInt32())
            .Where(s => s > after && !_promised.Contains((pair.Buyer, s)) && !_promised.Contains((pair.Seller, s))).ToList();
        if (free.Count == 0) throw new ServiceException($"day.csv:{row.Line}: {pair} have no free slot left");
        var slot = row.Slots.Where(free.Contains).Concat(free.Where(s => slots.Start(s) >= wanted)).Append(free[^1]).First();
        _promised.Add((pair.Buyer, slot));
        _promised.Add((pair.Seller, slot));
        var at = row.What == Happening.WalkIn ? slots.Start(slot).AddMinutes(2)
            : slots.Start(slot) > wanted.AddMinutes(5) ? wanted
            : slots.Start(slot).AddMinutes(-10);
        return new(row, at, slot, null);
    }

    private async Task<List<(Guid Id, int Slot, string Origin)>> Meetings(Pair pair, CancellationToken cancel) =>
        [.. (await desk.Api.Read($"/matching/marts/{desk.Mart}/meetings?buyer={pair.Buyer}&seller={pair.Seller}", cancel))
            .GetProperty("items").EnumerateArray()
            .Select(m => (m.GetProperty("meeting").GetGuid(), Slot(m), m.GetProperty("origin").GetString()!))];

    private static int Slot(JsonElement meeting) =>
        meeting.TryGetProperty("slot", out var slot) && slot.ValueKind == JsonValueKind.Number ? slot.GetInt32() : -1;
}
