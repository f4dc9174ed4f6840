namespace TravelMart.Contracts;

/// <summary>
/// A stretch of a mart's time grid. <paramref name="Start"/> and <paramref name="End"/> are instants (UTC);
/// the changeover that follows is not part of the slot.
/// </summary>
/// <param name="Number">Counted from 0 through the whole mart.</param>
/// <param name="Session">Counted from 0: consecutive slots between longer pauses share one.</param>
/// <param name="Day">Counted from 0.</param>
/// <param name="Start">When the slot begins.</param>
/// <param name="End">When the bell rings.</param>
public sealed record SlotTime(int Number, int Session, int Day, DateTimeOffset Start, DateTimeOffset End);

/// <summary>A pause in the grid, such as lunch, as instants (UTC).</summary>
public sealed record PauseTime(string Label, DateTimeOffset From, DateTimeOffset To);

/// <summary>An interpreter of a mart: a bookable resource with the languages (BCP 47) spoken and the slots worked.</summary>
/// <param name="Id">Unique within the mart. Interpreters are numbered, never named: the name is personal data.</param>
/// <param name="Languages">At least two language codes, such as <c>ko</c> and <c>ru</c>.</param>
/// <param name="UnavailableSlots">Slots outside the working hours.</param>
public sealed record Interpreter(string Id, IReadOnlyList<string> Languages, IReadOnlyList<int> UnavailableSlots);

/// <summary>A category of sellers with its name in several languages (BCP 47 code to text).</summary>
public sealed record Category(string Code, IReadOnlyDictionary<string, string> Names);

/// <summary>The exchange rate frozen for a mart: one unit of <paramref name="From"/> is <paramref name="Rate"/> units of <paramref name="To"/>.</summary>
/// <param name="From">ISO 4217 code.</param>
/// <param name="To">ISO 4217 code.</param>
/// <param name="Rate">Above zero.</param>
/// <param name="Source">Where the rate was read.</param>
/// <param name="On">The day of the rate.</param>
public sealed record FrozenRate(string From, string To, decimal Rate, string Source, DateOnly On);

/// <summary>An amount of money in one deal.</summary>
/// <param name="Minor">Minor units (cents, won, tiyn), from 0 to 10^15.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Kind"><c>discussed</c>, <c>under-negotiation</c> or <c>signed</c>. Kinds are never summed together.</param>
public sealed record Amount(long Minor, string Currency, string Kind)
{
    /// <summary>The most minor units of an amount or a price: beyond any deal, and thousands of them still make a sum.</summary>
    public const long MostMinor = 1_000_000_000_000_000;
}

/// <summary>The two sides of a meeting, as they are written in contracts.</summary>
public static class Sides
{
    /// <summary>The foreign travel agency.</summary>
    public const string Buyer = "buyer";

    /// <summary>The Seoul company.</summary>
    public const string Seller = "seller";

    /// <summary>The organizer's desk, acting for neither side.</summary>
    public const string Desk = "desk";
}

/// <summary>Where a meeting came from. It never changes when the meeting moves.</summary>
public static class Origins
{
    /// <summary>Pre-scheduled: accepted before the mart opened, from a request or a plan.</summary>
    public const string PreScheduled = "psa";

    /// <summary>Accepted during the day.</summary>
    public const string OnSite = "on-site";

    /// <summary>Recorded as it happened.</summary>
    public const string WalkIn = "walk-in";
}
