using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace TravelMart.Scheduling.Verification;

/// <summary>
/// The weight that no plan exceeds, as a certificate's prices prove it (weak duality). Prices are counted exactly, as whole
/// multiples of the smallest decimal place that occurs.
/// </summary>
internal sealed class WeightBound
{
    private const int MostDecimals = 400;
    private readonly RawProblem problem;
    private readonly int decimals;
    private readonly Dictionary<string, BigInteger[]> place = [];
    private readonly Dictionary<string, BigInteger> quota = [];
    private readonly BigInteger[] table;

    private WeightBound(RawProblem problem, JsonElement prices)
    {
        this.problem = problem;
        var (participants, quotas) = (RawProblem.Get(prices, "participants"), RawProblem.Get(prices, "quota"));
        decimals = Numbers(prices).Select(n => Math.Max(0, -Parse(n).Exponent)).DefaultIfEmpty(0).Max();
        foreach (var person in problem.People.Keys)
        {
            place[person] = Series(participants is { } p ? RawProblem.Get(p, person) : null);
            quota[person] = quotas is { } q && RawProblem.Get(q, person) is { } price ? Exact(price) : 0;
        }

        table = Series(RawProblem.Get(prices, "tables"));
        var named = (participants?.EnumerateObject() ?? default).Concat(quotas?.EnumerateObject() ?? default).Select(p => p.Name);
        if (named.FirstOrDefault(n => !problem.People.ContainsKey(n)) is { } stranger)
        {
            throw new FormatException($"there is a price for \"{stranger}\", who is not in the problem");
        }
    }

    /// <summary>The bound, rounded down. Throws a FormatException on prices that make no sense.</summary>
    public static BigInteger Of(RawProblem problem, JsonElement prices)
    {
        var bound = new WeightBound(problem, prices);
        var (one, total) = (BigInteger.Pow(10, bound.decimals), bound.Total());
        return BigInteger.Divide(total - (((total % one) + one) % one), one);
    }

    private BigInteger Total()
    {
        BigInteger total = 0;
        foreach (var (id, person) in problem.People)
        {
            total += Sum(t => person.Free[t] ? place[id][t] * person.Capacity : 0);
            if (quota[id] > 0)
            {
                total += quota[id] * (person.Max ?? throw new FormatException($"there is a quota price for {id}, which has no max"));
            }
        }

        var room = Room();
        total += Sum(t => table[t] * room[t]);
        var one = BigInteger.Pow(10, decimals);
        foreach (var meeting in problem.Meetings.Values.Where(m => m.Possible.Length > 0))
        {
            var (u, v) = (meeting.First, meeting.Second);
            var cheapest = meeting.Possible.Min(t => place[u][t] + place[v][t] + table[t]);
            var worth = (meeting.Weight * one) - quota[u] - quota[v] - cheapest;
            total += meeting.Obligatory ? worth : BigInteger.Max(0, worth);
        }

        return total;
    }

    /// <summary>Meetings that each slot can hold at most: its tables, or pairs of those who are there.</summary>
    private long[] Room()
    {
        var twoSided = problem.Meetings.Values.All(m =>
            (problem.People[m.First].Side, problem.People[m.Second].Side) is ("buyer", "seller") or ("seller", "buyer"));
        return Enumerable.Range(0, problem.Slots).Select(t =>
        {
            long There(string? side) =>
                problem.People.Values.Where(p => p.Free[t] && (side is null || p.Side == side)).Sum(p => (long)p.Capacity);
            return Math.Min(problem.Tables[t], twoSided ? Math.Min(There("buyer"), There("seller")) : There(null) / 2);
        }).ToArray();
    }

    private BigInteger Sum(Func<int, BigInteger> inSlot) =>
        Enumerable.Range(0, problem.Slots).Aggregate(BigInteger.Zero, (sum, t) => sum + inSlot(t));

    private BigInteger[] Series(JsonElement? price)
    {
        if (price is not { ValueKind: JsonValueKind.Array } list)
        {
            return Enumerable.Repeat(price is { } same ? Exact(same) : 0, problem.Slots).ToArray();
        }

        var series = list.EnumerateArray().Select(Exact).ToArray();
        return series.Length == problem.Slots ? series : throw new FormatException("a list of prices must have one for each slot");
    }

    private BigInteger Exact(JsonElement number)
    {
        var (digits, exponent) = Parse(number);
        return digits >= 0 ? digits * BigInteger.Pow(10, exponent + decimals) : throw new FormatException("a price is negative");
    }

    /// <summary>A JSON number as digits times a power of ten.</summary>
    private static (BigInteger Digits, int Exponent) Parse(JsonElement number)
    {
        var text = number.ValueKind == JsonValueKind.Number ? number.GetRawText() : throw new FormatException("a price is not a number");
        var parts = text.Split('e', 'E');
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var power = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0L;
        var exponent = power - (point < 0 ? 0 : parts[0].Length - point - 1);
        var digits = parts[0].Replace(".", "", StringComparison.Ordinal);
        return text.Length <= MostDecimals && Math.Abs(exponent) <= MostDecimals
            ? (BigInteger.Parse(digits, CultureInfo.InvariantCulture), (int)exponent)
            : throw new FormatException("a price has too many digits");
    }

    private static IEnumerable<JsonElement> Numbers(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(p => Numbers(p.Value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Numbers),
        JsonValueKind.Number => [value],
        _ => [],
    };
}
