namespace TravelMart.Simulation.Tests.Model;

/// <summary>Companies that come, go and are away; plans; the clock; results.</summary>
internal sealed partial class MartModel
{
    public Expectation Arrive(Company c, DateTimeOffset at) =>
        !c.IsIn ? Expectation.Refused : c.Arrived ? Expectation.AlreadySo : Does(at, () => c.Arrived = true);

    public Expectation Block(Company c, int[] slots, DateTimeOffset at)
    {
        if (!c.IsIn || slots.Any(s => s < 0 || s >= Slots.Count)) return Expectation.Refused;
        if (c.Blocked.SetEquals(slots)) return Expectation.AlreadySo;
        if (Encounters.Values.Any(e => e.OnTheBooks && e.IsOf(c) && slots.Contains(e.Slot))) return Expectation.Refused;
        return Does(at, () =>
        {
            c.Blocked.Clear();
            c.Blocked.UnionWith(slots);
        });
    }

    public Expectation MoveClock(DateTimeOffset at) => Does(at, () => { });

    public Expectation Leave(Company c, DateTimeOffset at) =>
        c.Standing switch
        {
            "withdrawn" => Expectation.AlreadySo,
            "admitted" => Does(at, () =>
            {
                c.Standing = "withdrawn";
                CallOff(at, e => e.IsOf(c));
            }),
            _ => Expectation.Refused,
        };

    /// <summary>What was arranged and has not begun comes to nothing; a request that lapses at that very moment lapses.</summary>
    private void CallOff(DateTimeOffset at, Func<Encounter, bool> concerned)
    {
        foreach (var e in Encounters.Values.Where(concerned))
        {
            if (e.State == "booked") e.State = "cancelled";
            if (e.State == "requested" && e.LapsesAt > Now(at)) e.State = "withdrawn";
        }
    }

    public Expectation ComeBack(Company c, DateTimeOffset at) => Does(at, () => c.Standing = "admitted");

    /// <summary>Bookings that a published plan made; some pairs came back, which only a pair without a meeting can.</summary>
    public void Planned(IEnumerable<(Guid Meeting, Company Buyer, Company Seller, int Slot)> booked, IReadOnlyList<(Company Buyer, Company Seller)> back, DateTimeOffset at)
    {
        if (back.FirstOrDefault(p => PairIsTaken(p.Buyer, p.Seller)) is ({ } one, { } other))
            throw new InvalidOperationException($"{one.Id} with {other.Id} came back from a plan, and meet already");
        foreach (var (meeting, buyer, seller, slot) in booked)
        {
            var e = new Encounter(meeting, buyer, seller) { State = "booked", Origin = OriginAt(at), Slot = slot };
            if (!MayBook(e, slot, at)) throw new InvalidOperationException($"a plan booked {buyer.Id} with {seller.Id} in slot {slot}, which the rules forbid");
            Add(e);
        }
        CameBack.UnionWith(back);
    }

    public Expectation Publish(bool published, DateTimeOffset at) =>
        IsClosed ? Expectation.Refused : published ? Expectation.AlreadySo : Does(at, () => { });

    public Expectation Seal(bool acceptUnresolved, bool withReason, DateTimeOffset at)
    {
        var open = Encounters.Values.Any(e => e.State is "booked" or "started");
        return Now(at) < Slots[^1].End || (IsClosed && !withReason) || (open && !acceptUnresolved) ? Expectation.Refused : Does(at, () => Results++);
    }

    /// <summary>Which interpreter a booking got is the product's choice; that it may have this one is not.</summary>
    public void SeatInterpreter(Encounter e, string? interpreter)
    {
        var needed = !e.Buyer.Languages.Intersect(e.Seller.Languages).Any();
        if (needed != interpreter is not null) throw new InvalidOperationException($"meeting {e.Id} {(needed ? "lacks an" : "has a needless")} interpreter");
        var known = Interpreters.FirstOrDefault(i => i.Id == interpreter);
        if (needed && (known is null || !Serves(known, e.Buyer, e.Seller, e.Slot)
            || Encounters.Values.Any(o => o != e && o.OnTheBooks && o.Slot == e.Slot && o.Interpreter == interpreter)))
            throw new InvalidOperationException($"meeting {e.Id} has interpreter {interpreter}, who is not to be had in slot {e.Slot}");
        e.Interpreter = interpreter;
    }
}
