using Microsoft.AspNetCore.Http;
using TravelMart.Contracts;
using TravelMart.EventSourcing;
using TravelMart.Matching.Marts;
using TravelMart.Matching.Participants;
using TravelMart.Matching.Wishes;

namespace TravelMart.Matching.Meetings;

/// <summary>What a booking would hold: the units, and how table and interpreter are called.</summary>
internal sealed record Seats(IReadOnlyList<string> Units, string Table, string? Interpreter);

/// <summary>
/// The one double-booking rule, as a pure choice: given who is asked for, the slot and the claims already held there, which lanes, which
/// table and which interpreter; or a refusal that names what is taken. The claims' primary key has the last word: whoever loses the
/// insert reads the claims again and chooses again, until this choice refuses.
/// </summary>
internal static class Booking
{
    /// <summary>Every unit that could serve this pair: what must be read before choosing.</summary>
    public static IReadOnlyList<string> Candidates(MartSettings mart, Participant buyer, Participant seller) =>
    [
        .. Lanes(buyer), .. Lanes(seller), .. Tables(mart, seller).Select(TableUnit), .. Interpreters(mart, buyer, seller).Select(i => InterpreterUnit(i.Id)),
    ];

    /// <summary>Chooses, or refuses by name.</summary>
    /// <param name="mart">The mart.</param>
    /// <param name="buyer">The buyer.</param>
    /// <param name="seller">The seller.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="held">Claims held in that slot by others.</param>
    /// <param name="meeting">The meeting: its hash spreads racers over free lanes and tables, so that they do not queue up at the first.</param>
    public static (Seats? Seats, Refusal? Refusal) Choose(MartSettings mart, Participant buyer, Participant seller, int slot,
        IReadOnlyList<Claim> held, Guid meeting)
    {
        var taken = held.ToDictionary(c => c.Unit, c => c.Holder, StringComparer.Ordinal);
        var start = meeting.GetHashCode() & int.MaxValue;
        if (Pick(Lanes(buyer), taken, start) is not { } buyerLane) return (null, CompanyTaken(mart, buyer, slot, taken));
        if (Pick(Lanes(seller), taken, start) is not { } sellerLane) return (null, CompanyTaken(mart, seller, slot, taken));
        var tables = Tables(mart, seller);
        if (Pick([.. tables.Select(TableUnit)], taken, start) is not { } tableUnit)
            return (null, Taken("NoTableFree", "table", $"No table is free in {mart.Called(slot)}.", slot, [.. tables.Select(TableUnit)], taken));
        List<string> units = [buyerLane, sellerLane, tableUnit];
        var table = tables.First(t => TableUnit(t) == tableUnit);
        if (ShareALanguage(buyer, seller)) return (new(units, table, null), null);

        var interpreters = Interpreters(mart, buyer, seller);
        if (interpreters.Count == 0) return (null, NoInterpreterAtAll(buyer, seller));
        var off = interpreters.Where(i => i.UnavailableSlots.Contains(slot)).Select(i => i.Id).ToList();
        var there = interpreters.Select(i => i.Id).Except(off).ToList();
        if (Pick([.. there.Select(InterpreterUnit)], taken, start) is not { } interpreterUnit)
            return (null, NoInterpreterFree(mart, slot, there, off, taken));
        return (new([.. units, interpreterUnit], table, interpreters.First(i => InterpreterUnit(i.Id) == interpreterUnit).Id), null);
    }

    /// <summary>Whether the two sides can talk without help. Sides that name no language are taken to find one.</summary>
    public static bool ShareALanguage(Participant buyer, Participant seller) =>
        buyer.Languages.Count == 0 || seller.Languages.Count == 0 || buyer.Languages.Intersect(seller.Languages).Any();

    /// <summary>The unit that keeps a pair from being booked twice by mistake; a repeat on purpose does not claim it.</summary>
    public static Claim PairClaim(string buyer, string seller, Guid meeting) => new(PairUnit(buyer, seller), -1, Meeting.HolderOf(meeting));

    public static string PairUnit(string buyer, string seller) => $"pair/{buyer}/{seller}";

    public static IReadOnlyList<string> Lanes(Participant company) =>
        [.. Enumerable.Range(1, company.Capacity).Select(lane => $"company/{company.Company}/{lane}")];

    private static IReadOnlyList<string> Tables(MartSettings mart, Participant seller) =>
        mart.Opened?.SharedTables is { } shared ? [.. Enumerable.Range(1, shared).Select(n => $"T{n}")]
        : seller.Capacity == 1 ? [$"{seller.Stand}"]
        : [.. Enumerable.Range(1, seller.Capacity).Select(n => $"{seller.Stand}.{n}")];

    private static IReadOnlyList<Interpreter> Interpreters(MartSettings mart, Participant buyer, Participant seller) =>
        ShareALanguage(buyer, seller) ? []
        : [.. (mart.Opened?.Interpreters ?? []).Where(i => i.Languages.Intersect(buyer.Languages).Any() && i.Languages.Intersect(seller.Languages).Any())];

    private static string? Pick(IReadOnlyList<string> units, Dictionary<string, string> taken, int start) =>
        Enumerable.Range(0, units.Count).Select(i => units[((start % units.Count) + i) % units.Count]).FirstOrDefault(u => !taken.ContainsKey(u));

    private static Refusal CompanyTaken(MartSettings mart, Participant company, int slot, Dictionary<string, string> taken)
    {
        var away = taken.ContainsValue(Participant.AwayHolder(company.Company));
        return Taken(away ? "CompanyIsAway" : "SlotAlreadyTaken", $"{company.Role} {company.Company}",
            away ? $"The {company.Role} {company.Company} receives nobody in {mart.Called(slot)}."
                : $"The {company.Role} {company.Company} already has a meeting in {mart.Called(slot)}.", slot, Lanes(company), taken);
    }

    private static Refusal Taken(string name, string what, string sentence, int slot, IReadOnlyList<string> units, Dictionary<string, string> taken) =>
        new(name, sentence)
        {
            Details = new Dictionary<string, object?>
            {
                ["slot"] = slot,
                ["taken"] = what,
                ["holders"] = units.Where(taken.ContainsKey).Select(u => new { unit = u, holder = taken[u] }).ToList(),
            },
        };

    // Who is off holds nothing, so the holders alone would not say why.
    private static Refusal NoInterpreterFree(MartSettings mart, int slot, List<string> there, List<string> off, Dictionary<string, string> taken)
    {
        var why = new[] { (Why: "taken", Who: there), (Why: "off then", Who: off) }.Where(g => g.Who.Count > 0).Select(g => $"{g.Why}: {string.Join(", ", g.Who)}");
        var refusal = Taken("NoInterpreterFree", "interpreter", $"No interpreter for this pair is free in {mart.Called(slot)} ({string.Join("; ", why)}).", slot,
            [.. there.Select(InterpreterUnit)], taken);
        return refusal with { Details = new Dictionary<string, object?>(refusal.Details) { ["off"] = off } };
    }

    private static Refusal NoInterpreterAtAll(Participant buyer, Participant seller) =>
        new("NoInterpreterForThisPair",
            $"The two sides share no language ({string.Join(", ", buyer.Languages)} and {string.Join(", ", seller.Languages)}), and the mart has no interpreter between them.");

    private static string TableUnit(string table) => "table/" + table;

    private static string InterpreterUnit(string interpreter) => "interpreter/" + interpreter;
}

/// <summary>Everything that a decision about one meeting may look at, read at one moment.</summary>
internal sealed record Scene
{
    public required MartSettings Mart { get; init; }

    public required DateTimeOffset Now { get; init; }

    public required Meeting Meeting { get; init; }

    public required Participant Buyer { get; init; }

    public required Participant Seller { get; init; }

    /// <summary>The side that acts: <c>buyer</c>, <c>seller</c> or <c>desk</c>.</summary>
    public required string Side { get; init; }

    public Wish BuyersWish { get; init; } = Wish.None;

    public Wish SellersWish { get; init; } = Wish.None;

    /// <summary>Who holds what in a slot; filled for the slots that the command named.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<Claim>> Held { get; init; } = new Dictionary<int, IReadOnlyList<Claim>>();

    /// <summary>Claims in a slot that are not this meeting's own.</summary>
    public IReadOnlyList<Claim> HeldByOthers(int slot) =>
        [.. Held.GetValueOrDefault(slot, []).Where(c => c.Holder != Meeting.Holder)];

    /// <summary>Where a meeting accepted now comes from.</summary>
    public string OriginNow => Now < Mart.Opened!.OpensAt ? Origins.PreScheduled : Origins.OnSite;

    /// <summary>Why the pair cannot be booked or asked for at all; null when it can.</summary>
    public Refusal? PairRefusal()
    {
        if (Mart.Opened is null) return MeetingRefusals.MartUnknown;
        if (Mart.IsClosed) return MeetingRefusals.MartIsClosed;
        if (!Buyer.IsAdmitted || Buyer.Role != Sides.Buyer) return MeetingRefusals.NotAdmitted(Sides.Buyer, Buyer.Company);
        if (!Seller.IsAdmitted || Seller.Role != Sides.Seller) return MeetingRefusals.NotAdmitted(Sides.Seller, Seller.Company);
        return BuyersWish.Strength == Strength.Never || SellersWish.Strength == Strength.Never
            ? new("PairIsExcluded", "One of the two companies has excluded meeting the other.")
            : null;
    }

    /// <summary>Why nothing can be booked in a slot, whoever asks; null when it can.</summary>
    public Refusal? SlotRefusal(int slot) =>
        Mart.Slot(slot) is not { } time ? MeetingRefusals.OfSlot(slot, "NoSuchSlot", $"The mart has no slot {slot}; its slots are numbered 0 to {Mart.Slots.Count - 1}.", 400)
        : time.End <= Now ? MeetingRefusals.OfSlot(slot, "SlotIsPast", $"It is too late: {Mart.Called(slot)} is over.")
        : null;
}

internal static class MeetingRefusals
{
    public static Refusal MartUnknown { get; } = new("MartUnknown", "There is no such mart, or its opening has not arrived here yet.", 404);

    public static Refusal NoteUnknown { get; } = new("NoteUnknown", "There is no such note, or it is forgotten.", 404);

    public static Refusal MeetingUnknown { get; } = new("MeetingUnknown", "There is no such meeting.", 404);

    public static Refusal MartIsClosed { get; } = new("MartIsClosed", "The mart is closed; only its records can be corrected.");

    public static Refusal NotAdmitted(string role, string company) =>
        new("ParticipantNotAdmitted", $"No {role} {company} takes part in this mart.", 404);

    /// <summary>A refusal about one slot, whose number is for programs.</summary>
    public static Refusal OfSlot(int slot, string name, string sentence, int status = StatusCodes.Status409Conflict) =>
        new(name, sentence, status) { Details = new Dictionary<string, object?> { ["slot"] = slot } };

    public static Refusal NotPossibleNow(string verb, Meeting meeting) =>
        new("NotPossibleNow", $"A meeting that is {Word(meeting.Status)} cannot be {verb}.");

    private static string Word(MeetingStatus status) => status == MeetingStatus.NoShow ? "missed" : status.ToString().ToLowerInvariant();
}
