namespace TravelMart.CommandLine.MartFolders.Almaty;

/// <summary>
/// Draws who meets whom, so that the plan can place every pair whatever order it places them in.
/// </summary>
/// <remarks>
/// A pair cannot fail while the slots that its two sides can possibly have lost (blocked, asked for by hand, or given to
/// their other planned meetings) are fewer than the grid has. Sellers keep the same three rounds for meetings asked for by
/// hand, so what two sides have lost overlaps, and fourteen meetings fit a stand; three stands keep room for the day itself. Four sellers speak no Russian, and four
/// interpreters of Korean and Russian work all day, so nobody ever waits for one of those; the agency that speaks Kazakh
/// only meets by hand while the interpreter of Kazakh is there.
/// </remarks>
internal sealed class AlmatyPairs
{
    private const int SlotCount = 16;
    private static readonly int[] Rounds = [3, 8, 12];

    private readonly Draw _draw;

    public AlmatyPairs(Draw draw)
    {
        _draw = draw;
        Buyers = Seats();
        var ready = false;
        for (var attempt = 0; attempt < 1000 && !ready; attempt++)
        {
            ByHand.Clear();
            Planned.Clear();
            ready = DrawByHand() && DrawPlanned();
        }

        if (!ready)
        {
            throw new InvalidOperationException("No pairing fits these figures.");
        }
    }

    /// <summary>The buyers.</summary>
    public IReadOnlyList<AlmatyBuyer> Buyers { get; }

    /// <summary>Meetings that are asked for by hand and accepted, with their slot from 1.</summary>
    public List<(Pair Pair, int Slot)> ByHand { get; } = [];

    /// <summary>Meetings left to the plan.</summary>
    public List<Pair> Planned { get; } = [];

    /// <summary>Every meeting booked before the day, by seller and buyer.</summary>
    public IReadOnlyList<Pair> All =>
        [.. ByHand.Select(h => h.Pair).Concat(Planned).OrderBy(p => p.Seller, StringComparer.Ordinal).ThenBy(p => p.Buyer, StringComparer.Ordinal)];

    /// <summary>A buyer by its invented name.</summary>
    public AlmatyBuyer Named(string name) => Buyers.Single(b => b.English == name);

    /// <summary>A pair that is not booked before the day and stands in no list given.</summary>
    public Pair Stranger(ISet<Pair> taken, Func<AlmatyBuyer, bool> fits, string? seller = null)
    {
        while (true)
        {
            var buyer = _draw.Of(Buyers);
            var pair = new Pair(buyer.Id, seller ?? _draw.Of(AlmatyFacts.Sellers).Id);
            if (fits(buyer) && !Planned.Contains(pair) && !ByHand.Any(h => h.Pair == pair) && taken.Add(pair))
            {
                return pair;
            }
        }
    }

    /// <summary>True for an agency with nothing special about its day.</summary>
    public static bool Ordinary(AlmatyBuyer buyer) =>
        buyer is { Synthetic: true, English: not (AlmatyBuyers.KazakhOnly or AlmatyBuyers.Late or AlmatyBuyers.Absent) };

    private List<AlmatyBuyer> Seats()
    {
        string[] languages = ["ru", "ru", "ru", "ru en", "ru en", "kk ru", "kk ru en"];
        var ordinary = Enumerable.Range(1, AlmatyBuyers.Names.Length).Select(i => Buyer(i, _draw.Of(languages), 4, [])).ToList();
        var drawn = _draw.Shuffle(ordinary.Where(Ordinary)).Select(b => b.Id).ToList();
        var (three, blocking) = (drawn[..10], drawn[10..15]);
        return [.. ordinary.Select(b => b.English switch
        {
            "Golden Tour Kazakhstan" => b with { Languages = "ru en" },
            AlmatyBuyers.KazakhOnly => b with { Languages = "kk", Planned = 2, Blocked = [1, 2, 3, 4] },
            AlmatyBuyers.Late => b with { Languages = "ru en", Planned = 2, Blocked = [.. Enumerable.Range(1, 14)] },
            _ when three.Contains(b.Id) => b with { Planned = 3 },
            _ when blocking.Contains(b.Id) => b with { Blocked = [_draw.Of(Rounds)] },
            _ => b,
        })];
    }

    private static AlmatyBuyer Buyer(int number, string languages, int planned, int[] blocked)
    {
        var names = AlmatyBuyers.Names[number - 1].Split('|');
        return new AlmatyBuyer($"B{number:00}", names[0], names[1], names[2], languages, planned, blocked);
    }

    private bool DrawByHand()
    {
        var busy = _draw.Shuffle(Buyers.Where(b => b.Planned == 4)).OrderBy(b => b.Synthetic && b.Blocked.Length == 0).Take(26);
        var rounds = _draw.Shuffle(AlmatyFacts.Sellers.SelectMany(s => s.HandSlots.Select(slot => (s.Id, slot))));
        ByHand.AddRange(busy.Zip(rounds, (buyer, round) => (new Pair(buyer.Id, round.Id), round.slot)));
        ByHand.Add((new Pair(Named(AlmatyBuyers.KazakhOnly).Id, "S07"), 5));
        ByHand.Add((new Pair(Named(AlmatyBuyers.KazakhOnly).Id, "S02"), 6));
        ByHand.Add((new Pair(Named(AlmatyBuyers.Late).Id, "S05"), 15));
        ByHand.Add((new Pair(Named(AlmatyBuyers.Late).Id, "S01"), 16));
        return ByHand.All(h => !Buyers.Single(b => b.Id == h.Pair.Buyer).Blocked.Contains(h.Slot));
    }

    private bool DrawPlanned()
    {
        var left = AlmatyFacts.Sellers.ToDictionary(s => s.Id, PlannedOf, StringComparer.Ordinal);
        var order = _draw.Shuffle(Buyers).OrderBy(b => AlmatyFacts.Sellers.Count(s => Fits(b, s)));
        foreach (var buyer in order)
        {
            var sellers = AlmatyFacts.Sellers
                .Where(s => left[s.Id] > 0 && Fits(buyer, s) && !ByHand.Any(h => h.Pair == new Pair(buyer.Id, s.Id)))
                .OrderByDescending(s => (left[s.Id] * 10) + _draw.Below(25))
                .Take(PlannedOf(buyer))
                .ToList();
            if (sellers.Count < PlannedOf(buyer))
            {
                return false;
            }

            foreach (var seller in sellers)
            {
                left[seller.Id]--;
                Planned.Add(new Pair(buyer.Id, seller.Id));
            }
        }

        return left.Values.All(l => l == 0);
    }

    /// <summary>True where the pair finds a slot whatever its sides' other meetings do.</summary>
    private bool Fits(AlmatyBuyer buyer, AlmatySeller seller)
    {
        var lost = buyer.Blocked.Concat(seller.Blocked)
            .Concat(ByHand.Where(h => h.Pair.Buyer == buyer.Id || h.Pair.Seller == seller.Id).Select(h => h.Slot))
            .Distinct().Count();
        return lost + PlannedOf(buyer) - 1 + PlannedOf(seller) - 1 < SlotCount;
    }

    private int PlannedOf(AlmatySeller seller) => seller.Planned - ByHand.Count(h => h.Pair.Seller == seller.Id);

    private int PlannedOf(AlmatyBuyer buyer) => buyer.Planned - ByHand.Count(h => h.Pair.Buyer == buyer.Id);
}
