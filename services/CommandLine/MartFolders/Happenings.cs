using NodaTime;

namespace TravelMart.CommandLine.MartFolders;

/// <summary>What a row of day.csv tells.</summary>
internal enum Happening
{
    /// <summary>Somebody of a company arrived in the hall.</summary>
    HallCheckIn,

    /// <summary>A meeting took place.</summary>
    Held,

    /// <summary>The buyer did not come.</summary>
    NoShowBuyer,

    /// <summary>The seller did not come.</summary>
    NoShowSeller,

    /// <summary>A booked meeting was cancelled.</summary>
    Cancel,

    /// <summary>A booked meeting moved to another slot.</summary>
    Move,

    /// <summary>A meeting asked for and accepted during the day.</summary>
    OnSite,

    /// <summary>A meeting recorded as it happened.</summary>
    WalkIn,

    /// <summary>A side says that a held meeting did not take place.</summary>
    Dispute,

    /// <summary>The desk settled a dispute: the record stands.</summary>
    Settle,

    /// <summary>A side wrote down what was discussed.</summary>
    Log,

    /// <summary>A side changed what it had written down.</summary>
    LogEdit,
}

/// <summary>What came of a meeting.</summary>
internal enum Outcome
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Each knows the other now.</summary>
    Informative,

    /// <summary>They will go on talking.</summary>
    Promising,

    /// <summary>They agreed.</summary>
    Agreed,
}

/// <summary>What an amount is. Kinds are never summed together.</summary>
internal enum AmountKind
{
    /// <summary>It was spoken of.</summary>
    Discussed,

    /// <summary>It is being negotiated.</summary>
    UnderNegotiation,

    /// <summary>It is signed.</summary>
    Signed,
}

/// <summary>The amount of one deal.</summary>
/// <param name="Minor">Minor units.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Kind">What it is.</param>
internal sealed record FolderAmount(long Minor, string Currency, AmountKind Kind);

/// <summary>What one side wrote down about a meeting.</summary>
/// <param name="Outcome">What came of it.</param>
/// <param name="Amount">The amount of the deal; null where none was named.</param>
/// <param name="Topics">Topic codes.</param>
/// <param name="Products">Product ids of the seller.</param>
/// <param name="FollowUp">What follows, as a code; null for nothing.</param>
internal sealed record FolderLog(
    Outcome Outcome, FolderAmount? Amount, IReadOnlyList<string> Topics, IReadOnlyList<string> Products, string? FollowUp);

/// <summary>One happening of the day's script. Rows name pairs, not slots, so they hold for any plan.</summary>
/// <param name="Line">Its line in day.csv.</param>
/// <param name="What">What happens.</param>
/// <param name="At">When, in the mart's zone; null where the time follows from the slot that was booked.</param>
/// <param name="Buyer">The buyer; null where a hall check-in is a seller's.</param>
/// <param name="Seller">The seller; null where a hall check-in is a buyer's.</param>
/// <param name="Meeting">Which meeting of the pair, in the order of booking, counted from 1.</param>
/// <param name="By">Who acts: attests, cancels, moves, asks, disputes or logs.</param>
/// <param name="LateMinutes">How late the buyer came to the table.</param>
/// <param name="Slots">For move, on-site and walk-in: slots in order of preference, from 0; empty for the first free one.</param>
/// <param name="Repeat">True for an on-site or walk-in meeting of a pair that has met, on purpose.</param>
/// <param name="Log">What <paramref name="By"/> wrote down; null where nothing.</param>
/// <param name="Reason">Why it was cancelled, as a code; otherwise empty.</param>
/// <param name="Note">Free text; may be empty, but not at a dispute.</param>
internal sealed record DayRow(
    int Line, Happening What, LocalDateTime? At, string? Buyer, string? Seller, int Meeting, Side By, int LateMinutes,
    IReadOnlyList<int> Slots, bool Repeat, FolderLog? Log, string Reason, string Note)
{
    /// <summary>The pair; only a hall check-in has none.</summary>
    public Pair? Pair => Buyer is not null && Seller is not null ? new Pair(Buyer, Seller) : null;

    /// <summary>True where the row books a further meeting.</summary>
    public bool Books => What is Happening.OnSite or Happening.WalkIn;

    /// <summary>True where the row says how a booked meeting ended.</summary>
    public bool Ends => What is Happening.Held or Happening.NoShowBuyer or Happening.NoShowSeller or Happening.Cancel;
}
