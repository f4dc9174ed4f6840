using TravelMart.CommandLine.MartFolders;

namespace TravelMart.CommandLine.Tests.MartFolders;

/// <summary>
/// A deliberately simple planner, independent of the real one: mutual wishes first, heaviest first, some free slot. What it
/// can place, any sensible planner can.
/// </summary>
internal sealed class PlanSimulation
{
    private readonly MartFolder _folder;
    private readonly Random _random;
    private readonly Func<List<int>, Random, int> _choose;
    private readonly HashSet<(string Unit, int Slot)> _taken = [];
    private readonly Dictionary<Pair, (int Slot, string? Interpreter)> _booked = [];

    public PlanSimulation(MartFolder folder, int seed, Func<List<int>, Random, int> choose)
    {
        (_folder, _random, _choose) = (folder, new Random(seed), choose);
        foreach (var company in folder.Approved)
        {
            _taken.UnionWith(company.BlockedSlots.Select(s => (company.Id, s)));
        }

        foreach (var request in folder.Requests.Where(r => r.BookedSlot is not null))
        {
            Free(request.Pair).ShouldContain(request.BookedSlot!.Value, $"{request.Pair} by hand");
            Book(request.Pair, request.BookedSlot.Value);
        }
    }

    public int Booked => _booked.Count;

    public List<Pair> Unplaced { get; } = [];

    public void Plan()
    {
        var never = _folder.Wishes.Where(w => w.Strength == Strength.Never).Select(w => w.Pair).ToHashSet();
        var pairs = _folder.Wishes.Where(w => w.Strength != Strength.Never).GroupBy(w => w.Pair)
            .Where(g => !_booked.ContainsKey(g.Key))
            .Select(g => (g.Key, Weight: Weight([.. g]), Tie: _random.Next()))
            .OrderByDescending(p => p.Weight).ThenBy(p => p.Tie);
        foreach (var (pair, _, _) in pairs)
        {
            if (never.Contains(pair) || Free(pair) is not { Count: > 0 } free)
            {
                Unplaced.Add(pair);
                continue;
            }

            Book(pair, _choose(free, _random));
        }
    }

    /// <summary>Plays cancellations, moves and meetings of the day; gives the pairs for which no slot was left.</summary>
    public List<Pair> PlayDay()
    {
        var failed = new List<Pair>();
        foreach (var row in _folder.Day.Where(d => d.What == Happening.Cancel))
        {
            Release(row.Pair!.Value);
        }

        foreach (var pair in _folder.Day.Where(d => d.What == Happening.Move).Select(d => d.Pair!.Value))
        {
            var before = _booked[pair].Slot;
            Release(pair);
            var free = Free(pair).Where(s => s != before).ToList();
            Book(pair, free.Count > 0 ? free[0] : before);
            failed.AddRange(free.Count > 0 ? [] : [pair]);
        }

        foreach (var row in _folder.Day.Where(d => d.Books).OrderBy(d => d.At))
        {
            var pair = row.Pair!.Value;
            var met = row.Repeat ? _booked[pair].Slot : -1;
            var free = Free(pair).Where(s => s > met).ToList();
            var later = free.Where(s => _folder.Settings.Grid.Slots[s].End > row.At).ToList();
            if (free.Count == 0)
            {
                failed.Add(pair);
                continue;
            }

            _booked.Remove(pair);
            Book(pair, later.Count > 0 ? later[0] : free[^1]);
        }

        return failed;
    }

    private static int Weight(FolderWish[] wishes)
    {
        var sides = wishes.Select(w => w.Strength == Strength.Must ? 10 : Math.Max(1, 11 - w.Rank!.Value)).ToArray();
        return sides.Length == 2 ? 40 + (3 * sides.Sum()) : 10 + sides[0];
    }

    private List<int> Free(Pair pair) =>
        [.. _folder.Settings.Grid.Slots.Select(s => s.Number).Where(s =>
            !_taken.Contains((pair.Buyer, s)) && !_taken.Contains((pair.Seller, s)) && Understood(pair, s) is not null)];

    /// <summary>The interpreter taken, an empty text where none is needed, null where none is left.</summary>
    private string? Understood(Pair pair, int slot)
    {
        var buyer = _folder.Companies.Single(c => c.Id == pair.Buyer).Languages;
        var seller = _folder.Companies.Single(c => c.Id == pair.Seller).Languages;
        return buyer.Intersect(seller).Any()
            ? string.Empty
            : _folder.Settings.Interpreters.FirstOrDefault(i =>
                i.Slots.Contains(slot) && !_taken.Contains((i.Id, slot)) && i.Languages.Intersect(buyer).Any() && i.Languages.Intersect(seller).Any())?.Id;
    }

    private void Book(Pair pair, int slot)
    {
        var interpreter = Understood(pair, slot);
        _booked.Add(pair, (slot, interpreter));
        _taken.Add((pair.Buyer, slot));
        _taken.Add((pair.Seller, slot));
        if (interpreter is { Length: > 0 })
        {
            _taken.Add((interpreter, slot));
        }
    }

    private void Release(Pair pair)
    {
        _booked.Remove(pair, out var held);
        _taken.Remove((pair.Buyer, held.Slot));
        _taken.Remove((pair.Seller, held.Slot));
        _taken.Remove((held.Interpreter ?? string.Empty, held.Slot));
    }
}
