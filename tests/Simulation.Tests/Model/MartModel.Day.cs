namespace TravelMart.Simulation.Tests.Model;

/// <summary>What happens to a booked meeting, and afterwards to its record.</summary>
internal sealed partial class MartModel
{
    public Expectation Move(Encounter e, int slot, DateTimeOffset at)
    {
        if (IsClosed || e.State != "booked") return Expectation.Refused;
        if (e.Slot == slot) return Expectation.AlreadySo;
        var may = PairMayMeet(e.Buyer, e.Seller) && SlotIsAhead(slot, at) && HasRoom(e.Buyer, e.Seller, slot, e);
        return !may ? Expectation.Refused : Does(at, () =>
        {
            (e.Slot, e.Moves) = (slot, e.Moves + 1);
            e.AtTable.Clear();
        });
    }

    /// <summary>A side calls off what is not over; the desk may strike out what is.</summary>
    public Expectation Cancel(Encounter e, string side, DateTimeOffset at)
    {
        if (IsClosed) return Expectation.Refused;
        if (e.State == "cancelled") return Expectation.AlreadySo;
        return e.State == "booked" && (side == "desk" || Slots[e.Slot].End > Now(at)) ? Does(at, () => e.State = "cancelled") : Expectation.Refused;
    }

    /// <summary>A party at the table is shown, and counted nowhere. Each says so for itself, the desk for both; who was there before a move may say so again.</summary>
    public Expectation CheckIn(Encounter e, string by, string side, DateTimeOffset at) =>
        IsClosed || (by != "desk" && by != side) ? Expectation.Refused
        : e.AtTable.Contains(side) ? Expectation.AlreadySo : e.State is "booked" or "started" && Now(at) >= Opens ? Does(at, () => { e.AtTable.Add(side); }) : Expectation.Refused;

    public Expectation Start(Encounter e, DateTimeOffset at) =>
        IsClosed ? Expectation.Refused
        : e.State == "started" ? Expectation.AlreadySo : e.State == "booked" && HasBegun(e, at) ? Does(at, () => e.State = "started") : Expectation.Refused;

    public Expectation Hold(Encounter e, DateTimeOffset at) =>
        IsClosed ? Expectation.Refused
        : e.State == "held" ? Expectation.AlreadySo
        : e.State is "booked" or "started" && HasBegun(e, at) ? Does(at, () => e.State = "held")
        : Expectation.Refused;

    public Expectation Miss(Encounter e, string missing, DateTimeOffset at) =>
        IsClosed ? Expectation.Refused
        : e.State == "no-show" && e.Missing == missing ? Expectation.AlreadySo
        : e.State == "booked" && HasBegun(e, at) ? Does(at, () => (e.State, e.Missing) = ("no-show", missing))
        : Expectation.Refused;

    public Expectation WalkIn(Company buyer, Company seller, int slot, bool repeat, DateTimeOffset at)
    {
        var may = Going(Now(at)) == slot && PairMayMeet(buyer, seller) && SlotIsAhead(slot, at)
            && (repeat || !PairIsTaken(buyer, seller)) && HasRoom(buyer, seller, slot);
        return may
            ? Does(at, body => Add(new(body.GetProperty("meeting").GetGuid(), buyer, seller) { State = "started", Origin = "walk-in", Slot = slot, Repeat = repeat }))
            : Expectation.Refused;
    }

    public Expectation Log(Encounter e, string side, Deal deal, DateTimeOffset at) =>
        e.State is "started" or "held" ? Does(at, () => e.Logs[side] = deal) : Expectation.Refused;

    public Expectation Dispute(Encounter e, DateTimeOffset at) =>
        e.Disputed ? Expectation.AlreadySo : e.State == "held" ? Does(at, () => e.Disputed = true) : Expectation.Refused;

    public Expectation Settle(Encounter e, DateTimeOffset at) => e.Disputed ? Does(at, () => e.Disputed = false) : Expectation.AlreadySo;

    /// <summary>The desk says what is true, which ends a dispute about what was recorded before.</summary>
    public Expectation Correct(Encounter e, string? missing, DateTimeOffset at)
    {
        if (e.State is not ("held" or "no-show") && !(IsClosed && e.OnTheBooks)) return Expectation.Refused;
        var state = missing is null ? "held" : "no-show";
        return e.State == state && e.Missing == missing && !e.Disputed
            ? Expectation.AlreadySo
            : Does(at, () => (e.State, e.Missing, e.Disputed) = (state, missing, false));
    }

    private bool HasBegun(Encounter e, DateTimeOffset at) => Slots[e.Slot].Start <= Now(at);
}
