using System.Text.Json;

namespace TravelMart.Simulation.Tests.Model;

/// <summary>
/// The trade's rules written a second time, as plain mutable state, without a look at how the product writes them: what may be done,
/// what it changes, and what the day adds up to. It shares no code with any service.
/// </summary>
internal sealed partial class MartModel
{
    public required IReadOnlyList<Slot> Slots { get; init; }

    public required IReadOnlyList<Helper> Interpreters { get; init; }

    public required int? SharedTables { get; init; }

    public required DateTimeOffset WishesClose { get; init; }

    public required DateTimeOffset Opens { get; init; }

    public required DateTimeOffset Closes { get; init; }

    public required TimeSpan AnswerTime { get; init; }

    public required decimal? WonPerDollar { get; init; }

    public required DateTimeOffset Clock { get; set; }

    public List<Company> Companies { get; } = [];

    public Dictionary<Guid, Encounter> Encounters { get; } = [];

    public Dictionary<(Company From, Company About), (string Strength, int? Rank)> Wishes { get; } = [];

    /// <summary>Pairs that came back from a published plan.</summary>
    public HashSet<(Company Buyer, Company Seller)> CameBack { get; } = [];

    public int Results { get; private set; }

    public bool IsClosed => Results > 0;

    public IEnumerable<Company> Buyers => Companies.Where(c => !c.IsSeller);

    public IEnumerable<Company> Sellers => Companies.Where(c => c.IsSeller);

    /// <summary>The slot that goes on, with the changeover that follows it inside a session.</summary>
    public int? Going(DateTimeOffset now)
    {
        for (var i = 0; i < Slots.Count; i++)
        {
            var until = i + 1 < Slots.Count && Slots[i + 1].Session == Slots[i].Session ? Slots[i + 1].Start : Slots[i].End;
            if (Slots[i].Start <= now && now < until) return i;
        }
        return null;
    }

    private DateTimeOffset Now(DateTimeOffset at) => at > Clock ? at : Clock;

    private Expectation Does(DateTimeOffset at, Action change) => Does(at, _ => change());

    private Expectation Does(DateTimeOffset at, Action<JsonElement> change) => new(true, body =>
    {
        change(body);
        Clock = Now(at);
        foreach (var due in Encounters.Values.Where(e => e.State == "requested" && e.LapsesAt <= Clock)) due.State = "expired";
    });

    private bool PairMayMeet(Company buyer, Company seller) =>
        !IsClosed && buyer is { IsIn: true, IsSeller: false } && seller is { IsIn: true, IsSeller: true }
        && Strength(buyer, seller) != "never" && Strength(seller, buyer) != "never";

    private string? Strength(Company from, Company about) => Wishes.TryGetValue((from, about), out var wish) ? wish.Strength : null;

    private bool SlotIsAhead(int slot, DateTimeOffset at) => slot >= 0 && slot < Slots.Count && Slots[slot].End > Now(at);

    /// <summary>A pair meets once, unless it means to meet again.</summary>
    public bool PairIsTaken(Company buyer, Company seller, Encounter? except = null) =>
        Encounters.Values.Any(e => e != except && e.OnTheBooks && !e.Repeat && e.Buyer == buyer && e.Seller == seller);

    /// <summary>Whether both sides, a table and an interpreter (if they need one) are free in a slot, leaving one meeting out of account.</summary>
    private bool HasRoom(Company buyer, Company seller, int slot, Encounter? except = null)
    {
        if (buyer.Blocked.Contains(slot) || seller.Blocked.Contains(slot)) return false;
        var there = Encounters.Values.Where(e => e != except && e.OnTheBooks && e.Slot == slot).ToList();
        if (there.Count(e => e.Buyer == buyer) >= buyer.Capacity || there.Count(e => e.Seller == seller) >= seller.Capacity) return false;
        if (SharedTables is { } tables && there.Count >= tables) return false;
        return buyer.Languages.Intersect(seller.Languages).Any()
            || Interpreters.Any(i => Serves(i, buyer, seller, slot) && there.TrueForAll(e => e.Interpreter != i.Id));
    }

    private static bool Serves(Helper interpreter, Company buyer, Company seller, int slot) =>
        !interpreter.Away.Contains(slot) && interpreter.Languages.Intersect(buyer.Languages).Any() && interpreter.Languages.Intersect(seller.Languages).Any();

    private bool MayBook(Encounter e, int slot, DateTimeOffset at) =>
        PairMayMeet(e.Buyer, e.Seller) && SlotIsAhead(slot, at) && (e.Repeat || !PairIsTaken(e.Buyer, e.Seller, e)) && HasRoom(e.Buyer, e.Seller, slot, e);

    private string OriginAt(DateTimeOffset at) => Now(at) < Opens ? "psa" : "on-site";
}
