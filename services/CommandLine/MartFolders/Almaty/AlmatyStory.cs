namespace TravelMart.CommandLine.MartFolders.Almaty;

/// <summary>
/// Draws what happens beside the plan: who never meets, who meets on the day without a plan, what is cancelled, moved,
/// missed and disputed. It is drawn once, since the files have to agree about it.
/// </summary>
internal sealed class AlmatyStory
{
    private readonly HashSet<Pair> _taken = [];

    public AlmatyStory(AlmatyPairs pairs, Draw draw)
    {
        _taken.Add(new Pair(pairs.Named(AlmatyBuyers.Late).Id, "S04"));
        _taken.Add(new Pair(pairs.Named(AlmatyBuyers.KazakhOnly).Id, "S08"));
        // Stands with room to spare, so that nothing of the day depends on how the plan was made.
        string[] roomy = ["S11", "S06", "S10", "S12", "S11", "S08", "S12", "S11", "S10", "S12"];
        var guests = pairs.Buyers.Where(b => b.Planned == 3).ToList();
        do
        {
            Unplanned = [.. draw.Shuffle(guests).Zip(roomy, (guest, seller) => new Pair(guest.Id, seller))];
        }
        while (Unplanned.Any(pairs.All.Contains));

        _taken.UnionWith(Unplanned);
        Repeated = [.. new[] { "S10", "S12" }.Select(s => pairs.ByHand.Single(h => h.Pair.Seller == s && h.Slot == 3).Pair)];
        Nevers = [.. Enumerable.Range(0, 7).Select(_ => pairs.Stranger(_taken, AlmatyPairs.Ordinary))];
        Refused = [.. Enumerable.Range(0, 10).Select(i => i == 0 ? Unplanned[0] : pairs.Stranger(_taken, AlmatyPairs.Ordinary))];
        Mishaps(pairs, draw);
    }

    /// <summary>Ten pairs that meet on the day without having been planned: six on site, four as walk-ins.</summary>
    public IReadOnlyList<Pair> Unplanned { get; }

    /// <summary>Two pairs that met early, by hand, and meet again on site.</summary>
    public IReadOnlyList<Pair> Repeated { get; }

    /// <summary>Seven pairs of which one side rules the other out; the other side wishes for the first four.</summary>
    public IReadOnlyList<Pair> Nevers { get; }

    /// <summary>Ten pairs whose request comes to nothing; the first of them meets on site after all.</summary>
    public IReadOnlyList<Pair> Refused { get; }

    /// <summary>Five meetings that are cancelled before the first slot.</summary>
    public List<Pair> Cancelled { get; } = [];

    /// <summary>Three meetings that move and are held.</summary>
    public List<Pair> Moved { get; } = [];

    /// <summary>Ten meetings that are missed; the last one by the seller.</summary>
    public List<Pair> Missed { get; } = [];

    /// <summary>One meeting of which the buyer says that it did not take place.</summary>
    public Pair Disputed { get; private set; }

    private void Mishaps(AlmatyPairs pairs, Draw draw)
    {
        var open = draw.Shuffle(pairs.Planned.OrderBy(p => p.Seller, StringComparer.Ordinal).ThenBy(p => p.Buyer, StringComparer.Ordinal));
        Pair Take(Func<Pair, bool> fits)
        {
            var pair = open.First(fits);
            open.Remove(pair);
            return pair;
        }

        AlmatyBuyer BuyerOf(Pair pair) => pairs.Buyers.Single(b => b.Id == pair.Buyer);
        bool Free(Pair pair) => AlmatyPairs.Ordinary(BuyerOf(pair));
        foreach (var seller in new[] { "S06", "S11", "S08", "S10", "S12" })
        {
            Cancelled.Add(Take(p => p.Seller == seller && Free(p) && BuyerOf(p).Planned == 4 && !Cancelled.Any(c => c.Buyer == p.Buyer)));
        }

        foreach (var seller in new[] { "S11", "S12", "S10" })
        {
            Moved.Add(Take(p => p.Seller == seller && Free(p) && !Cancelled.Concat(Moved).Any(m => m.Buyer == p.Buyer)));
        }

        var absent = pairs.Named(AlmatyBuyers.Absent).Id;
        Missed.AddRange([Take(p => p.Buyer == absent), Take(p => p.Buyer == absent)]);
        while (Missed.Count < 10)
        {
            Missed.Add(Take(p => Free(p) && !Missed.Any(m => m.Buyer == p.Buyer || m.Seller == p.Seller)));
        }

        Disputed = Take(Free);
    }
}
