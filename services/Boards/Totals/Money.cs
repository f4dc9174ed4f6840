using System.Collections.Frozen;
using TravelMart.Boards.Hall;
using TravelMart.Contracts;

namespace TravelMart.Boards.Totals;

/// <summary>
/// Amounts of consultations: one per meeting, from the log that speaks for it, summed by kind and currency and never across kinds.
/// Each kind is also turned into both currencies of the mart's frozen rate. Total: a sum beyond every number is shown as the greatest one.
/// </summary>
internal sealed record Money(IReadOnlyList<AmountSum> Sums, IReadOnlyList<ConvertedSum> Converted, RateUsed? Rate)
{
    /// <summary>The kinds, from the firmest to the loosest.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["signed", "under-negotiation", "discussed"];

    // Minor units per major unit are a power of ten; two decimals unless ISO 4217 says otherwise.
    private static readonly FrozenSet<string> NoDecimals =
        FrozenSet.Create(StringComparer.Ordinal, "KRW", "JPY", "VND", "CLP", "ISK", "PYG", "UGX", "RWF", "XAF", "XOF", "XPF", "KMF", "GNF", "DJF", "BIF", "VUV");

    private static readonly FrozenSet<string> ThreeDecimals =
        FrozenSet.Create(StringComparer.Ordinal, "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND");

    /// <summary>Decimals of a currency's minor unit.</summary>
    public static int Decimals(string currency) => NoDecimals.Contains(currency) ? 0 : ThreeDecimals.Contains(currency) ? 3 : 2;

    /// <summary>An amount in major units.</summary>
    public static decimal Major(long minor, string currency) => minor / PowerOfTen(Decimals(currency));

    public static Money Of(IEnumerable<Meeting> consultations, FrozenRate? rate)
    {
        var sums = consultations.Select(m => m.Log?.Amount).OfType<Amount>()
            .GroupBy(a => (a.Kind, a.Currency), (key, all) => Sum(key.Kind, key.Currency, [.. all]))
            .OrderBy(s => Rank(s.Kind)).ThenBy(s => s.Kind, StringComparer.Ordinal).ThenBy(s => s.Currency, StringComparer.Ordinal)
            .ToList();
        if (rate is null) return new(sums, [], null);
        var converted =
            from kind in sums.GroupBy(s => s.Kind, StringComparer.Ordinal)
            from currency in new[] { rate.To, rate.From }
            select Convert(kind.Key, currency, [.. kind], rate);
        return new(sums, [.. converted], new(rate.From, rate.To, rate.Rate, rate.Source, rate.On));
    }

    private static AmountSum Sum(string kind, string currency, IReadOnlyList<Amount> amounts) =>
        new(kind, currency, Minor(() => amounts.Sum(a => (decimal)a.Minor)), amounts.Count);

    private static ConvertedSum Convert(string kind, string currency, IReadOnlyList<AmountSum> sums, FrozenRate rate)
    {
        var known = sums.Where(s => s.Currency == rate.From || s.Currency == rate.To).ToList();
        var minor = Minor(() => Math.Round(known.Sum(s => Turn(Major(s.Minor, s.Currency), s.Currency, currency, rate)) * PowerOfTen(Decimals(currency)), MidpointRounding.ToEven));
        return new(kind, currency, minor, known.Sum(s => s.Deals), sums.Except(known).Sum(s => s.Deals));
    }

    private static long Minor(Func<decimal> sum)
    {
        try { return (long)sum(); }
        catch (OverflowException) { return long.MaxValue; }
    }

    private static decimal Turn(decimal major, string from, string to, FrozenRate rate) =>
        from == to ? major : from == rate.From ? major * rate.Rate : major / rate.Rate;

    private static int Rank(string kind) => Kinds.ToList().IndexOf(kind) is var i and >= 0 ? i : Kinds.Count;

    private static decimal PowerOfTen(int decimals) => decimals switch { 0 => 1m, 2 => 100m, _ => 1000m };
}
