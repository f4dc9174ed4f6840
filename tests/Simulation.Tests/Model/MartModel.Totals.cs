using System.Globalization;

namespace TravelMart.Simulation.Tests.Model;

/// <summary>The clerk's sums.</summary>
internal sealed partial class MartModel
{
    /// <summary>Every figure by its name, as <see cref="FlatTotals"/> writes them.</summary>
    public SortedDictionary<string, string> Totals()
    {
        var all = Encounters.Values.ToList();
        var counted = all.Where(e => e is { State: "held", Disputed: false }).ToList();
        var booked = all.Where(e => e.OnTheBooks).ToList();
        var figures = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["countingRule"] = "v1" };
        void Put(string name, long value) => figures[name] = value.ToString(CultureInfo.InvariantCulture);

        var (sellers, buyers) = (Sellers.Count(c => c.IsIn), Buyers.Count(c => c.IsIn));
        Put("sellers", sellers); Put("buyers", buyers); Put("companies", sellers + buyers); Put("applied", Companies.Count);
        Put("waitlisted", Companies.Count(c => c.Standing == "waitlisted"));
        Put("applicationsDeclined", Companies.Count(c => c.Standing == "declined"));
        Put("applicationsWithdrawn", Companies.Count(c => c.Standing == "withdrawn"));
        Put("wishes", Wishes.Count); Put("requests", all.Count(e => e.WasRequested)); Put("planned", all.Count(e => e.Origin == "psa"));
        Put("booked", booked.Count);
        foreach (var state in new[] { "declined", "expired", "withdrawn", "cancelled" }) Put(state, all.Count(e => e.State == state));
        Put("moved", all.Sum(e => e.Moves)); Put("held", all.Count(e => e.State == "held")); Put("disputed", all.Count(e => e is { State: "held", Disputed: true }));
        Put("noShows", all.Count(e => e.State == "no-show"));
        Put("noShowsByBuyer", all.Count(e => e is { State: "no-show", Missing: "buyer" }));
        Put("noShowsBySeller", all.Count(e => e is { State: "no-show", Missing: "seller" }));
        Put("consultations", counted.Count); Put("distinctPairs", counted.Select(e => (e.Buyer, e.Seller)).Distinct().Count());
        Put("psa", counted.Count(e => e.Origin == "psa")); Put("onSite", counted.Count(e => e.Origin == "on-site")); Put("walkIns", counted.Count(e => e.Origin == "walk-in"));
        Put("logMissing", counted.Count(e => e.Logs.Count == 0)); Put("unplaced", CameBack.Count(pair => !booked.Exists(e => (e.Buyer, e.Seller) == pair))); Put("hallCheckIns", Companies.Count(c => c.Arrived));
        foreach (var group in counted.GroupBy(e => e.Seller.Category)) Put("byCategory/" + group.Key, group.Count());
        foreach (var group in booked.GroupBy(e => e.Seller.Category)) Put("bookedByCategory/" + group.Key, group.Count());
        foreach (var group in counted.GroupBy(e => e.Spoken?.Outcome ?? "unlogged")) Put("byOutcome/" + group.Key, group.Count());
        PutMoney([.. counted.Select(e => e.Spoken).OfType<Deal>().Where(d => d.Kind is not null)], Put);
        return figures;
    }

    private void PutMoney(List<Deal> deals, Action<string, long> put)
    {
        foreach (var sum in deals.GroupBy(d => (d.Kind, d.Currency)))
        {
            put($"amounts/{sum.Key.Kind}/{sum.Key.Currency}/minor", sum.Sum(d => d.Minor!.Value));
            put($"amounts/{sum.Key.Kind}/{sum.Key.Currency}/deals", sum.Count());
        }
        if (WonPerDollar is not { } rate) return;
        foreach (var kind in deals.GroupBy(d => d.Kind))
        {
            var (dollars, won) = (kind.Where(d => d.Currency == "USD").Sum(d => d.Minor!.Value) / 100m, kind.Where(d => d.Currency == "KRW").Sum(d => d.Minor!.Value));
            put($"converted/{kind.Key}/KRW/minor", (long)Math.Round((dollars * rate) + won, MidpointRounding.ToEven));
            put($"converted/{kind.Key}/USD/minor", (long)Math.Round((dollars + (won / rate)) * 100, MidpointRounding.ToEven));
            foreach (var currency in new[] { "KRW", "USD" })
            {
                put($"converted/{kind.Key}/{currency}/deals", kind.Count(d => d.Currency is "KRW" or "USD"));
                put($"converted/{kind.Key}/{currency}/notConverted", kind.Count(d => d.Currency is not ("KRW" or "USD")));
            }
        }
    }
}
