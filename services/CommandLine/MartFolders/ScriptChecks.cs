namespace TravelMart.CommandLine.MartFolders;

/// <summary>Holds the day's script against what books meetings: nobody can be late for a meeting that nothing books.</summary>
internal sealed class ScriptChecks
{
    private readonly Dictionary<Pair, int> _bookings;
    private readonly Dictionary<(Pair Pair, int Meeting), DayRow> _ends = [];
    private readonly HashSet<(Pair Pair, int Meeting, Side By)> _logs = [];

    private readonly bool _bookingsAreKnown;

    public ScriptChecks(IReadOnlyList<FolderWish> wishes, IReadOnlyList<FolderRequest> requests, bool bookingsAreKnown)
    {
        _bookingsAreKnown = bookingsAreKnown;
        var byHand = requests.Where(r => r.BookedSlot is not null).GroupBy(r => r.Pair).ToDictionary(g => g.Key, g => g.Count());
        var nevers = wishes.Where(w => w.Strength == Strength.Never).Select(w => w.Pair).ToHashSet();
        var planned = wishes.Select(w => w.Pair).Where(p => !nevers.Contains(p) && !byHand.ContainsKey(p)).Distinct();
        _bookings = byHand;
        foreach (var pair in planned)
        {
            _bookings[pair] = 1;
        }
    }

    /// <summary>Reports every row that cannot be played.</summary>
    public void Check(IReadOnlyList<(CsvRow Row, DayRow Told)> script)
    {
        foreach (var (row, told) in script.Where(s => s.Told.Books))
        {
            Book(row, told);
        }

        foreach (var (row, told) in script.Where(s => s.Told.Pair is not null && !s.Told.Books))
        {
            Refer(row, told);
        }

        foreach (var (row, told) in script.Where(s => s.Told.Pair is not null))
        {
            FollowUp(row, told);
        }
    }

    private void Book(CsvRow row, DayRow told)
    {
        var pair = told.Pair!.Value;
        var before = _bookings.GetValueOrDefault(pair);
        _bookings[pair] = before + 1;
        if (before > 0 && !told.Repeat)
        {
            row.Wrong("repeat", $"{pair} is booked already; a further meeting is marked yes");
        }

        if (_bookingsAreKnown && before == 0 && told.Repeat)
        {
            row.Wrong("repeat", $"{pair} has no meeting to repeat");
        }
    }

    private void Refer(CsvRow row, DayRow told)
    {
        var pair = told.Pair!.Value;
        if (_bookingsAreKnown && told.Meeting > _bookings.GetValueOrDefault(pair))
        {
            var column = told.Meeting == 1 ? "seller" : "meeting";
            row.Wrong(column, told.Meeting == 1 ? $"nothing in the folder books {pair}" : $"nothing books meeting {told.Meeting} of {pair}");
        }

        if (told.Ends && !_ends.TryAdd((pair, told.Meeting), told))
        {
            row.Wrong("what", $"line {_ends[(pair, told.Meeting)].Line} says already how meeting {told.Meeting} of {pair} ended");
        }

        if (told.What is Happening.Held or Happening.Log && told.Log is not null && !_logs.Add((pair, told.Meeting, told.By)))
        {
            row.Wrong("what", $"the {Words.Write(told.By)} has logged this meeting already; a change is a log-edit");
        }
    }

    private void FollowUp(CsvRow row, DayRow told)
    {
        var pair = told.Pair!.Value;
        if (told.What is Happening.Dispute or Happening.Settle or Happening.Log or Happening.LogEdit
            && (!_ends.TryGetValue((pair, told.Meeting), out var end) || end.What != Happening.Held))
        {
            row.Wrong("what", $"{Words.Write(told.What)} needs a meeting that was held, and no row says so of {pair}");
        }
        else if (told.What == Happening.LogEdit && !_logs.Contains((pair, told.Meeting, told.By)))
        {
            row.Wrong("by", $"the {Words.Write(told.By)} has no log of this meeting to edit");
        }
    }
}
