namespace TravelMart.Simulation.Tests.Model;

/// <summary>Wishes, requests and their answers.</summary>
internal sealed partial class MartModel
{
    public Expectation Wish(Company from, Company about, string strength, int? rank, DateTimeOffset at)
    {
        if (IsClosed || !from.IsIn || !about.IsIn || from.IsSeller == about.IsSeller) return Expectation.Refused;
        if (strength != "never" && Now(at) >= WishesClose) return Expectation.Refused;
        return Wishes.TryGetValue((from, about), out var before) && before == (strength, rank)
            ? Expectation.AlreadySo
            : Does(at, () =>
            {
                Wishes[(from, about)] = (strength, rank);
                if (strength == "never") CallOff(at, e => e.IsOf(from) && e.IsOf(about));
            });
    }

    public Expectation Unwish(Company from, Company about, DateTimeOffset at) =>
        Wishes.ContainsKey((from, about)) ? Does(at, () => Wishes.Remove((from, about))) : Expectation.AlreadySo;

    public Expectation Request(Company buyer, Company seller, string side, int[] slots, bool repeat, DateTimeOffset at)
    {
        if (!PairMayMeet(buyer, seller) || slots.Any(s => !SlotIsAhead(s, at)) || (!repeat && PairIsTaken(buyer, seller))) return Expectation.Refused;
        var by = side == "desk" ? "buyer" : side;
        return Does(at, body => Add(new(body.GetProperty("meeting").GetGuid(), buyer, seller)
        {
            WasRequested = true,
            AskedBy = by,
            ProposedBy = by,
            Proposed = slots,
            Repeat = repeat,
            LapsesAt = LapseFrom(Now(at)),
        }));
    }

    public Expectation Offer(Encounter e, string side, int[] slots, DateTimeOffset at)
    {
        if (!MayAnswer(e, side, at) || !PairMayMeet(e.Buyer, e.Seller) || slots.Length == 0 || slots.Any(s => !SlotIsAhead(s, at))) return Expectation.Refused;
        var by = side == "desk" ? Opposite(e.ProposedBy) : side;
        var lapses = LapseFrom(Now(at));
        return Does(at, () => (e.ProposedBy, e.Proposed, e.LapsesAt) = (by, slots, lapses));
    }

    public Expectation Decline(Encounter e, string side, DateTimeOffset at) =>
        e.State == "declined" ? Expectation.AlreadySo : MayAnswer(e, side, at) ? Does(at, () => e.State = "declined") : Expectation.Refused;

    public Expectation TakeBack(Encounter e, string side, DateTimeOffset at) =>
        e.State == "withdrawn" ? Expectation.AlreadySo
        : e.State == "requested" && (side == "desk" || side == e.AskedBy) ? Does(at, () => e.State = "withdrawn")
        : Expectation.Refused;

    public Expectation Accept(Encounter e, string side, int slot, DateTimeOffset at)
    {
        if (e.OnTheBooks && e.Slot == slot) return Expectation.AlreadySo;
        if (!MayAnswer(e, side, at) || (e.Proposed.Length > 0 && !e.Proposed.Contains(slot)) || !MayBook(e, slot, at)) return Expectation.Refused;
        var origin = OriginAt(at);
        return Does(at, () => (e.State, e.Slot, e.Origin) = ("booked", slot, origin));
    }

    private bool MayAnswer(Encounter e, string side, DateTimeOffset at) =>
        e.State == "requested" && e.LapsesAt > Now(at) && side != e.ProposedBy;

    private DateTimeOffset LapseFrom(DateTimeOffset now) => now + AnswerTime < Closes ? now + AnswerTime : Closes;

    private static string Opposite(string side) => side == "buyer" ? "seller" : "buyer";

    private void Add(Encounter e) => Encounters.Add(e.Id, e);
}
