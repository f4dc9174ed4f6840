namespace TravelMart.CommandLine.MartFolders.Almaty;

/// <summary>
/// Writes wishes.csv: every pair booked before the day is wished for by a side or both, and a few wishes cannot be placed
/// by anybody, each for another reason.
/// </summary>
internal sealed class AlmatyWishes(AlmatyPairs pairs, AlmatyStory story, Draw draw)
{
    private static readonly string[] NeverNotes =
    [
        "We work with this company under an exclusive contract already.", "Our licences do not cover what they ask for.",
        "Met last year; our seasons do not match.", "They sell in a region that we do not serve.",
    ];

    private readonly List<(string From, string About)> _positive = [];

    /// <summary>The file.</summary>
    public string Write()
    {
        foreach (var pair in pairs.All)
        {
            var sides = draw.Below(100);
            Wish(pair, fromBuyer: sides < 85, fromSeller: sides is < 50 or >= 85);
        }

        // The hotel has left when this agency comes.
        Wish(new Pair(pairs.Named(AlmatyBuyers.Late).Id, "S04"), fromBuyer: true, fromSeller: true);
        // When this agency is free, nobody is there to interpret.
        Wish(new Pair(pairs.Named(AlmatyBuyers.KazakhOnly).Id, "S08"), fromBuyer: true, fromSeller: false);
        for (var i = 0; i < 4; i++)
        {
            Wish(story.Nevers[i], fromBuyer: i < 3, fromSeller: i == 3);
        }

        var table = new CsvText("from", "about", "strength", "rank", "note", "stated_at");
        foreach (var group in _positive.GroupBy(w => w.From, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            WriteCompany(table, group.Key, [.. group.Select(w => w.About)]);
        }

        return table.ToString();
    }

    private void Wish(Pair pair, bool fromBuyer, bool fromSeller)
    {
        if (fromBuyer)
        {
            _positive.Add((pair.Buyer, pair.Seller));
        }

        if (fromSeller)
        {
            _positive.Add((pair.Seller, pair.Buyer));
        }
    }

    private void WriteCompany(CsvText table, string company, List<string> about)
    {
        var at = new NodaTime.LocalDateTime(2023, 6, 26, 9, 0).PlusDays(draw.Below(11)).PlusMinutes(draw.Below(500));
        var seller = company[0] == 'S';
        var musts = seller ? draw.Between(1, 3) : draw.Chance(70) ? 1 : 0;
        var rank = 0;
        foreach (var other in draw.Shuffle(about))
        {
            var must = musts-- > 0;
            table.Add(
                ("from", company), ("about", other), ("strength", must ? "must" : "would"),
                ("rank", must ? string.Empty : $"{++rank}"), ("note", must && draw.Chance(30) ? MustNote(seller) : string.Empty),
                ("stated_at", AlmatyTimes.Write(at)));
            at = at.PlusMinutes(draw.Between(1, 3));
        }

        for (var i = 0; i < story.Nevers.Count; i++)
        {
            // The first three by sellers, the fourth by a buyer, both against a wish; then by either.
            var pair = story.Nevers[i];
            var (from, other) = i < 3 || i == 5 ? (pair.Seller, pair.Buyer) : (pair.Buyer, pair.Seller);
            if (from == company)
            {
                table.Add(
                    ("from", company), ("about", other), ("strength", "never"), ("note", NeverNotes[i % NeverNotes.Length]),
                    ("stated_at", AlmatyTimes.Write(at)));
            }
        }
    }

    private string MustNote(bool seller) => seller
        ? draw.Of(["Sends groups to Seoul every month.", "Asked us for a price list in spring.", "Has patients waiting."])
        : draw.Of(["Our clients ask for them by name.", "We want a contract for autumn.", "Follow-up of last year's visit."]);
}
