using NodaTime;

namespace TravelMart.CommandLine.MartFolders;

/// <summary>A company's side of the mart.</summary>
internal enum Role
{
    /// <summary>The foreign travel agency.</summary>
    Buyer,

    /// <summary>The company that receives at a stand.</summary>
    Seller,
}

/// <summary>What the organizer decided about an application.</summary>
internal enum Decision
{
    /// <summary>It takes part.</summary>
    Approve,

    /// <summary>It waits for a place.</summary>
    Waitlist,

    /// <summary>It does not take part.</summary>
    Decline,
}

/// <summary>How strongly one side wishes to meet the other.</summary>
internal enum Strength
{
    /// <summary>Without this meeting the trip is wasted.</summary>
    Must,

    /// <summary>Gladly, in order of rank.</summary>
    Would,

    /// <summary>Not at all; absolute.</summary>
    Never,
}

/// <summary>Who does something to a meeting.</summary>
internal enum Side
{
    /// <summary>The buyer.</summary>
    Buyer,

    /// <summary>The seller.</summary>
    Seller,

    /// <summary>The organizer's desk.</summary>
    Desk,
}

/// <summary>How a request was answered.</summary>
internal enum Answer
{
    /// <summary>The other side takes a slot.</summary>
    Accept,

    /// <summary>The other side puts other slots forward; <see cref="FolderRequest.Close"/> says how that ended.</summary>
    Offer,

    /// <summary>The other side does not want to.</summary>
    Decline,

    /// <summary>Nobody answered in time.</summary>
    Expire,

    /// <summary>The asking side took it back.</summary>
    Withdraw,
}

/// <summary>A person who acts for a company.</summary>
/// <param name="Name">Full name; invented unless the folder has a delegates.csv.</param>
/// <param name="Email">Address; at example.com where invented.</param>
/// <param name="Language">The language that mail to this person is written in (BCP 47).</param>
/// <param name="Invented">True where the reader made the person up.</param>
internal sealed record FolderDelegate(string Name, string Email, string Language, bool Invented);

/// <summary>A company's application and what became of it.</summary>
/// <param name="Line">Its line in companies.csv.</param>
/// <param name="Id">Unique in the folder.</param>
/// <param name="Role">Its side.</param>
/// <param name="Names">Language code to name.</param>
/// <param name="Category">A seller's category; null for a buyer.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Languages">Spoken by its delegates (BCP 47).</param>
/// <param name="Stand">An approved seller's stand; otherwise null.</param>
/// <param name="Capacity">Meetings it can hold at once.</param>
/// <param name="Delegates">Its persons, at least one.</param>
/// <param name="Decision">What the organizer decided.</param>
/// <param name="Reason">Why it is not approved, as a code; empty otherwise.</param>
/// <param name="Note">The same in words; may be empty.</param>
/// <param name="BlockedSlots">Slots in which it cannot be booked, counted from 0.</param>
/// <param name="AppliedAt">When it applied, in the mart's zone; null where the folder does not say.</param>
/// <param name="DecidedAt">When the organizer decided; null where the folder does not say.</param>
/// <param name="Synthetic">True for an invented company.</param>
internal sealed record FolderCompany(
    int Line, string Id, Role Role, IReadOnlyDictionary<string, string> Names, string? Category, string Country,
    IReadOnlyList<string> Languages, int? Stand, int Capacity, IReadOnlyList<FolderDelegate> Delegates, Decision Decision,
    string Reason, string Note, IReadOnlyList<int> BlockedSlots, LocalDateTime? AppliedAt, LocalDateTime? DecidedAt, bool Synthetic);

/// <summary>A product in a seller's catalogue.</summary>
/// <param name="Line">Its line in products.csv.</param>
/// <param name="Company">The seller.</param>
/// <param name="Id">Unique within the seller.</param>
/// <param name="Titles">Language code to title.</param>
/// <param name="Texts">Language code to description.</param>
/// <param name="PriceFromMinor">Lowest price in minor units; null where none is stated.</param>
/// <param name="PriceToMinor">Highest price in minor units; null where none is stated.</param>
/// <param name="Currency">ISO 4217; null where no price is stated.</param>
/// <param name="Tags">Search tags.</param>
internal sealed record FolderProduct(
    int Line, string Company, string Id, IReadOnlyDictionary<string, string> Titles, IReadOnlyDictionary<string, string> Texts,
    long? PriceFromMinor, long? PriceToMinor, string? Currency, IReadOnlyList<string> Tags);

/// <summary>One side's preference about the other.</summary>
/// <param name="Line">Its line in wishes.csv.</param>
/// <param name="From">Who wishes.</param>
/// <param name="About">About whom.</param>
/// <param name="FromRole">The side of <paramref name="From"/>.</param>
/// <param name="Strength">How strongly.</param>
/// <param name="Rank">For would: 1 is the dearest, and equal ranks are equally dear; otherwise null.</param>
/// <param name="Note">Free text.</param>
/// <param name="StatedAt">When, in the mart's zone; null where the folder does not say.</param>
internal sealed record FolderWish(
    int Line, string From, string About, Role FromRole, Strength Strength, int? Rank, string Note, LocalDateTime? StatedAt)
{
    /// <summary>The buyer and the seller that the wish is about, whoever wishes.</summary>
    public Pair Pair => FromRole == Role.Buyer ? new Pair(From, About) : new Pair(About, From);
}

/// <summary>A meeting asked for by hand before the day, and how it was answered.</summary>
/// <param name="Line">Its line in requests.csv.</param>
/// <param name="Pair">Who is to meet.</param>
/// <param name="By">The side that asks.</param>
/// <param name="AskedAt">When, in the mart's zone.</param>
/// <param name="PreferredSlots">Slots asked for, in order of preference, counted from 0; empty for any.</param>
/// <param name="Answer">How it was answered.</param>
/// <param name="AnswerSlots">The one accepted slot, or the slots offered; otherwise empty.</param>
/// <param name="AnsweredAt">When; null for an expired request.</param>
/// <param name="Reason">Why it was declined or withdrawn at either step, as a code; otherwise empty.</param>
/// <param name="Note">The same in words; may be empty.</param>
/// <param name="Close">How an offer ended; null where nothing was offered.</param>
/// <param name="Repeat">True for a further meeting of the same pair, on purpose.</param>
internal sealed record FolderRequest(
    int Line, Pair Pair, Side By, LocalDateTime AskedAt, IReadOnlyList<int> PreferredSlots, Answer Answer,
    IReadOnlyList<int> AnswerSlots, LocalDateTime? AnsweredAt, string Reason, string Note, OfferClose? Close, bool Repeat)
{
    /// <summary>The side that is asked.</summary>
    public Side Asked => By == Side.Buyer ? Side.Seller : Side.Buyer;

    /// <summary>The slot that the request booked; null where it booked nothing.</summary>
    public int? BookedSlot => Answer == Answer.Accept ? AnswerSlots[0] : Close?.Slot;
}

/// <summary>How an offer ended: the asking side accepted a slot, declined, or let it expire.</summary>
/// <param name="Answer">Accept, decline or expire.</param>
/// <param name="Slot">The slot accepted; otherwise null.</param>
/// <param name="At">When; null where it expired.</param>
internal sealed record OfferClose(Answer Answer, int? Slot, LocalDateTime? At);

/// <summary>A buyer and a seller.</summary>
internal readonly record struct Pair(string Buyer, string Seller)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Buyer} with {Seller}";
}
