namespace TravelMart.CommandLine.MartFolders.Almaty;

/// <summary>Writes day.csv: 154 meetings booked before the day and twelve that come up during it, and how each ended.</summary>
internal sealed class AlmatyDay(AlmatyPairs pairs, AlmatyStory story, Draw draw)
{
    private static readonly int[] OnSiteMinutes = [62, 118, 146, 190, 284, 320];
    private static readonly int[] RepeatMinutes = [172, 276];
    private static readonly int[] WalkInMinutes = [80, 165, 298, 365];

    private readonly AlmatyLogs _logs = new(draw);
    private readonly CsvText _table = new(
        "time", "what", "buyer", "seller", "meeting", "by", "late_minutes", "slots", "repeat", "outcome", "amount", "currency", "kind",
        "topics", "products", "follow_up", "reason", "note");

    private readonly List<Pair> _promising = [];
    private int _late = 12;
    private int _deskOnly = 8;

    /// <summary>The file.</summary>
    public string Write()
    {
        CancelAndMove();
        CheckIn();
        foreach (var pair in pairs.All)
        {
            End(pair);
        }

        OnTheDay();
        EditLogs();
        return _table.ToString();
    }

    private void CancelAndMove()
    {
        string[] times = ["2023-07-11T15:20", "2023-07-12T11:05", "2023-07-12T17:40", "09:35", "09:42"];
        string[] by = ["buyer", "buyer", "seller", "buyer", "desk"];
        (string Reason, string Note)[] whys =
        [
            ("ill", "The manager in charge is ill."), ("signed-elsewhere", "We have signed with another agency."), ("leaves-early", string.Empty),
            ("too-few-delegates", "Only one of us could come."), ("called-off", "Taken off at the buyer's call."),
        ];
        for (var i = 0; i < story.Cancelled.Count; i++)
        {
            Add("cancel", story.Cancelled[i], ("time", times[i]), ("by", by[i]), ("reason", whys[i].Reason), ("note", whys[i].Note));
        }

        string[] movedAt = ["2023-07-12T16:10", "09:38", "09:51"];
        string[] movedBy = ["buyer", "seller", "desk"];
        for (var i = 0; i < story.Moved.Count; i++)
        {
            Add("move", story.Moved[i], ("time", movedAt[i]), ("by", movedBy[i]), ("note", "Asked for by telephone."));
        }
    }

    private void CheckIn()
    {
        var arrivals = AlmatyFacts.Sellers.Select(s => (Minute: draw.Between(31, 44), Column: "seller", s.Id))
            .Concat(pairs.Buyers.Select(b => (Minute: Arrival(b), Column: "buyer", b.Id)));
        foreach (var (minute, column, id) in arrivals.OrderBy(a => a.Minute).ThenBy(a => a.Id, StringComparer.Ordinal))
        {
            _table.Add(("time", AlmatyTimes.AfterNine(minute)), ("what", "hall-check-in"), (column, id));
        }
    }

    private int Arrival(AlmatyBuyer buyer) => buyer.English switch
    {
        AlmatyBuyers.Late => 474,
        AlmatyBuyers.KazakhOnly => 148,
        _ => draw.Between(33, 58),
    };

    private void End(Pair pair)
    {
        if (story.Cancelled.Contains(pair))
        {
            return;
        }

        if (story.Missed.Contains(pair))
        {
            var bySeller = story.Missed[^1] == pair;
            Add(
                bySeller ? "no-show-seller" : "no-show-buyer", pair, ("by", "desk"),
                ("note", bySeller ? "On stage at the briefing when the slot began." : "Called twice."));
            return;
        }

        var repeated = story.Repeated.Contains(pair);
        if (pair == story.Disputed)
        {
            Add("held", pair, [("by", "seller"), .. _logs.Draw(pair, "informative")]);
            Add("dispute", pair, ("by", "buyer"), ("note", "We waited at the stand; nobody spoke with us."));
        }
        else if (_deskOnly > 0 && !repeated && draw.Chance(7))
        {
            _deskOnly--;
            Add("held", pair, ("by", "desk"));
        }
        else
        {
            Held(pair, meeting: string.Empty);
        }
    }

    private void Held(Pair pair, string meeting)
    {
        var outcome = AlmatyLogs.Outcome(draw.Below(100));
        var late = _late > 0 && meeting.Length == 0 && draw.Chance(14);
        _late -= late ? 1 : 0;
        var bySeller = draw.Chance(95);
        var by = bySeller ? "seller" : "buyer";
        Add("held", pair, [
            ("meeting", meeting), ("by", by), ("late_minutes", late ? $"{draw.Between(2, 9)}" : string.Empty), .. _logs.Draw(pair, outcome)]);
        if (draw.Chance(20))
        {
            Add("log", pair, [("meeting", meeting), ("by", bySeller ? "buyer" : "seller"), .. _logs.Draw(pair, outcome, withAmount: false)]);
        }

        if (bySeller && outcome == "promising" && meeting.Length == 0)
        {
            _promising.Add(pair);
        }
    }

    private void OnTheDay()
    {
        var happenings = story.Unplanned.Take(6).Zip(OnSiteMinutes, (pair, at) => (pair, at, what: "on-site", repeat: false))
            .Concat(story.Repeated.Zip(RepeatMinutes, (pair, at) => (pair, at, what: "on-site", repeat: true)))
            .Concat(story.Unplanned.Skip(6).Zip(WalkInMinutes, (pair, at) => (pair, at, what: "walk-in", repeat: false)));
        foreach (var (pair, at, what, repeat) in happenings.OrderBy(h => h.at))
        {
            var by = what == "walk-in" ? "desk" : draw.Chance(70) ? "buyer" : "seller";
            Add(what, pair, ("time", AlmatyTimes.AfterNine(at)), ("by", by), ("repeat", repeat ? "yes" : string.Empty));
            Held(pair, repeat ? "2" : "1");
        }
    }

    private void EditLogs()
    {
        string[] times = ["2023-07-14T10:15", "2023-07-14T16:40", "2023-07-17T11:20", "2023-07-19T09:05", "2023-07-21T14:30"];
        foreach (var (pair, time) in draw.Shuffle(_promising).Zip(times))
        {
            Add("log-edit", pair, [("time", time), ("by", "seller"), .. _logs.Draw(pair, "agreed"), ("note", "Agreed after the mart.")]);
        }
    }

    private void Add(string what, Pair pair, params (string, string)[] cells) =>
        _table.Add([("what", what), ("buyer", pair.Buyer), ("seller", pair.Seller), .. cells]);
}
