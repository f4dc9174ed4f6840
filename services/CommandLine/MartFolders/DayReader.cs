using NodaTime;

namespace TravelMart.CommandLine.MartFolders;

/// <summary>Reads day.csv, the script of what happened.</summary>
internal static class DayReader
{
    private static readonly string[] Optional =
    [
        "time", "buyer", "seller", "meeting", "by", "late_minutes", "slots", "repeat", "outcome", "amount", "currency", "kind", "topics",
        "products", "follow_up", "reason", "note",
    ];

    private static readonly string[] LogColumns = ["amount", "currency", "kind", "topics", "products", "follow_up"];

    /// <summary>The script; empty, with a report, where the file cannot be used.</summary>
    public static IReadOnlyList<DayRow> Read(
        string folder, MartSettings? settings, FolderParties parties, IReadOnlyList<FolderProduct> products,
        IReadOnlyList<FolderWish> wishes, IReadOnlyList<FolderRequest> requests, FolderErrors errors)
    {
        var script = new List<(CsvRow Row, DayRow Told)>();
        var catalogue = errors.Has("products.csv") ? null : products.Select(p => (p.Company, p.Id)).ToHashSet();
        foreach (var row in CsvTable.Read(folder, "day.csv", ["what"], Optional, errors).Rows)
        {
            if (row.Word<Happening>("what") is { } what && Row(row, what, settings, parties, catalogue) is { } told)
            {
                script.Add((row, told));
            }
        }

        new ScriptChecks(wishes, requests, bookingsAreKnown: !errors.Has("wishes.csv") && !errors.Has("requests.csv")).Check(script);
        return [.. script.Select(s => s.Told)];
    }

    private static DayRow? Row(
        CsvRow row, Happening what, MartSettings? settings, FolderParties parties, HashSet<(string Company, string Id)>? catalogue)
    {
        Misplaced(row, what);
        var at = Time(row, what, settings);
        var (buyer, seller) = Parties(row, what, parties);
        var by = By(row, what);
        var log = Log(row, what, seller, catalogue);
        Explained(row, what);

        var told = new DayRow(
            row.Line, what, at, buyer, seller, row.Number("meeting", 1, 20) ?? 1, by ?? Side.Desk,
            row.Number("late_minutes", 0, 600) ?? 0, row.Slots("slots", settings?.Grid.Slots.Count), row.Yes("repeat"), log, row["reason"], row["note"]);
        return told.Pair is null && what != Happening.HallCheckIn ? null : told;
    }

    private static void Explained(CsvRow row, Happening what)
    {
        if (what == Happening.Dispute && !row.Has("note"))
        {
            row.Wrong("note", "is empty; a dispute says what was wrong");
        }

        if (what == Happening.Cancel && !row.Has("reason"))
        {
            row.Wrong("reason", "is empty; the other side is told why");
        }
        else if (what == Happening.Cancel)
        {
            row.Coded("reason", TextShape.ReasonFault);
        }
    }

    private static void Misplaced(CsvRow row, Happening what)
    {
        void OnlyWith(string column, params Happening[] kinds)
        {
            if (row.Has(column) && !kinds.Contains(what))
            {
                row.Wrong(column, $"does not go with {Words.Write(what)}");
            }
        }

        OnlyWith("late_minutes", Happening.Held);
        OnlyWith("slots", Happening.Move, Happening.OnSite, Happening.WalkIn);
        OnlyWith("reason", Happening.Cancel);
        OnlyWith("repeat", Happening.OnSite, Happening.WalkIn);
        OnlyWith("outcome", Happening.Held, Happening.Log, Happening.LogEdit);
        if (what is Happening.HallCheckIn or Happening.OnSite or Happening.WalkIn && row.Has("meeting"))
        {
            row.Wrong("meeting", $"does not go with {Words.Write(what)}");
        }
    }

    private static LocalDateTime? Time(CsvRow row, Happening what, MartSettings? settings)
    {
        if (what is Happening.HallCheckIn or Happening.LogEdit && !row.Has("time"))
        {
            row.Wrong("time", $"is empty; a {Words.Write(what)} is tied to no slot");
        }

        var at = row.Moment("time", settings, settings?.Days[0].Date ?? new LocalDate(2000, 1, 1));
        if (settings is not null && at is { } moment)
        {
            var inHall = what is Happening.HallCheckIn or Happening.OnSite or Happening.WalkIn or Happening.Held
                or Happening.NoShowBuyer or Happening.NoShowSeller;
            if (inHall && (moment < settings.Phases.Opens || moment > settings.Phases.Closes))
            {
                row.Wrong("time", $"\"{row["time"]}\" is outside the mart's opening");
            }
            else if (moment < settings.Phases.WishesClose)
            {
                row.Wrong("time", $"\"{row["time"]}\" is before wishes close; what comes before is told in requests.csv");
            }
        }

        return at;
    }

    private static (string? Buyer, string? Seller) Parties(CsvRow row, Happening what, FolderParties parties)
    {
        if (what != Happening.HallCheckIn)
        {
            var pair = parties.NamedPair(row);
            return (pair?.Buyer, pair?.Seller);
        }

        if (row.Has("buyer") == row.Has("seller"))
        {
            row.Wrong("buyer", "a hall-check-in names one company, under buyer or under seller");
            return (null, null);
        }

        return row.Has("buyer")
            ? (parties.Named(row, "buyer", Role.Buyer)?.Id, null)
            : (null, parties.Named(row, "seller", Role.Seller)?.Id);
    }

    private static Side? By(CsvRow row, Happening what) => what switch
    {
        Happening.Cancel or Happening.Move => row.Word<Side>("by"),
        Happening.Dispute => row.Word<Side>("by", among: [Side.Buyer, Side.Seller]),
        Happening.OnSite => row.Word<Side>("by", Side.Buyer, [Side.Buyer, Side.Seller]),
        Happening.Held or Happening.Log or Happening.LogEdit => row.Word<Side>("by", Side.Seller),
        _ => row.Word<Side>("by", Side.Desk),
    };

    private static FolderLog? Log(CsvRow row, Happening what, string? seller, HashSet<(string Company, string Id)>? catalogue)
    {
        if (!row.Has("outcome"))
        {
            if (what is Happening.Log or Happening.LogEdit)
            {
                row.Wrong("outcome", $"is empty; a {Words.Write(what)} says what came of the meeting");
            }

            foreach (var column in LogColumns.Where(row.Has))
            {
                row.Wrong(column, "goes with an outcome only");
            }

            return null;
        }

        var sold = row.List("products");
        foreach (var stranger in sold.Where(p => seller is not null && catalogue?.Contains((seller, p)) == false))
        {
            row.Wrong("products", $"\"{stranger}\" is not a product of \"{seller}\" in products.csv");
        }

        return new FolderLog(
            row.Word<Outcome>("outcome") ?? Outcome.None, Amount(row), row.List("topics", TextShape.TopicFault), sold,
            row.Has("follow_up") ? row.Coded("follow_up", TextShape.TopicFault) : null);
    }

    private static FolderAmount? Amount(CsvRow row)
    {
        if (!row.Has("amount"))
        {
            foreach (var column in new[] { "currency", "kind" }.Where(row.Has))
            {
                row.Wrong(column, "stands without an amount");
            }

            return null;
        }

        var currency = row.Coded("currency", Codes.CurrencyFault);
        var kind = row.Word<AmountKind>("kind");
        return row.Minor("amount", currency) is { } minor && kind is not null ? new FolderAmount(minor, currency, kind.Value) : null;
    }
}
