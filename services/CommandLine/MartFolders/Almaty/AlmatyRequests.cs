using NodaTime;

namespace TravelMart.CommandLine.MartFolders.Almaty;

/// <summary>Writes requests.csv: thirty requests that end in a meeting, a third of them over an offer, and ten that do not.</summary>
internal sealed class AlmatyRequests(AlmatyPairs pairs, AlmatyStory story, Draw draw)
{
    private static readonly (string Reason, string Note)[] Declines =
    [
        ("season-sold-out", "Our autumn season is sold out."), ("not-our-segment", string.Empty),
        ("see-our-partner", "Please meet our partner at the mart instead."), ("no-slot-suits", string.Empty),
    ];

    private readonly List<(LocalDateTime At, (string Column, string Value)[] Cells)> _rows = [];

    /// <summary>The file.</summary>
    public string Write()
    {
        foreach (var (booked, index) in pairs.ByHand.Select((b, i) => (b, i)))
        {
            Agreed(booked.Pair, booked.Slot, bySeller: index % 4 == 1, overOffer: index % 3 == 2);
        }

        string[] ends = ["expire", "decline", "decline", "decline", "expire", "expire", "withdraw", "withdraw", "offer-decline", "offer-expire"];
        foreach (var (pair, end) in story.Refused.Zip(ends))
        {
            Refused(pair, end);
        }

        var table = new CsvText(
            "buyer", "seller", "by", "asked_at", "preferred_slots", "answer", "answer_slots", "answered_at", "reason", "note",
            "final_answer", "final_slot", "final_at", "repeat");
        foreach (var (_, cells) in _rows.OrderBy(r => r.At))
        {
            table.Add(cells);
        }

        return table.ToString();
    }

    private void Agreed(Pair pair, int slot, bool bySeller, bool overOffer)
    {
        var asked = Asked();
        var answered = NextDay(asked, draw.Between(1, 2));
        var others = Open(pair, slot);
        (string, string)[] head = [.. Head(pair, bySeller, asked), ("answered_at", AlmatyTimes.Write(answered))];
        if (overOffer && others.Count > 1)
        {
            var final = NextDay(answered, 1);
            _rows.Add((asked, [
                .. head, ("preferred_slots", $"{others[0]}"), ("answer", "offer"), ("answer_slots", $"{slot} {others[1]}"),
                ("final_answer", "accept"), ("final_slot", $"{slot}"), ("final_at", AlmatyTimes.Write(final))]));
            return;
        }

        var preferred = others.Count < 2 ? $"{slot}" : draw.Below(4) switch
        {
            0 => string.Empty,
            1 => $"{slot}",
            2 => $"{slot} {others[0]}",
            _ => $"{others[0]} {slot} {others[1]}",
        };
        _rows.Add((asked, [.. head, ("preferred_slots", preferred), ("answer", "accept"), ("answer_slots", $"{slot}")]));
    }

    private void Refused(Pair pair, string end)
    {
        var asked = Asked();
        var answeredAt = NextDay(asked, 1);
        var answered = AlmatyTimes.Write(answeredAt);
        var others = Open(pair, 0);
        (string, string)[] head = [.. Head(pair, bySeller: draw.Chance(30), asked), ("preferred_slots", draw.Chance(50) ? $"{others[0]}" : string.Empty)];
        (string, string)[] offer = [("answer", "offer"), ("answer_slots", $"{others[1]} {others[2]}"), ("answered_at", answered)];
        _rows.Add((asked, end switch
        {
            "expire" => [.. head, ("answer", "expire")],
            "decline" => [.. head, ("answer", "decline"), ("answered_at", answered), .. Why(draw.Of(Declines))],
            "withdraw" => [.. head, ("answer", "withdraw"), ("answered_at", answered), ("reason", "asked-by-mistake")],
            "offer-decline" =>
            [
                .. head, .. offer, ("final_answer", "decline"), ("final_at", AlmatyTimes.Write(NextDay(answeredAt, 1))), .. Why(("no-slot-suits", "Neither slot suits us.")),
            ],
            _ => [.. head, .. offer, ("final_answer", "expire")],
        }));
    }

    private static (string, string)[] Why((string Reason, string Note) why) => [("reason", why.Reason), ("note", why.Note)];

    private static (string, string)[] Head(Pair pair, bool bySeller, LocalDateTime asked) =>
    [
        ("buyer", pair.Buyer), ("seller", pair.Seller), ("by", bySeller ? "seller" : "buyer"), ("asked_at", AlmatyTimes.Write(asked)),
    ];

    /// <summary>Early enough that every answer comes before wishes close.</summary>
    private LocalDateTime Asked() => new LocalDateTime(2023, 6, 20, 9, 0).PlusDays(draw.Below(13)).PlusMinutes(draw.Below(540));

    /// <summary>Some working hour, so many days later.</summary>
    private LocalDateTime NextDay(LocalDateTime after, int days) =>
        after.Date.PlusDays(days).At(new LocalTime(9, 0)).PlusMinutes(draw.Below(480));

    /// <summary>Slots in which neither side is blocked or booked by hand.</summary>
    private List<int> Open(Pair pair, int but)
    {
        var lost = pairs.Buyers.Single(b => b.Id == pair.Buyer).Blocked
            .Concat(AlmatyFacts.Sellers.Single(s => s.Id == pair.Seller).Blocked)
            .Concat(pairs.ByHand.Where(h => h.Pair.Buyer == pair.Buyer || h.Pair.Seller == pair.Seller).Select(h => h.Slot));
        return draw.Shuffle(Enumerable.Range(1, 16).Except(lost).Where(s => s != but));
    }
}
