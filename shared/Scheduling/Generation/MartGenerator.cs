using System.Globalization;

namespace TravelMart.Scheduling.Generation;

/// <summary>
/// Makes synthetic marts for trying out and measuring. Sellers and buyers belong to segments, some are famous, and both sides rank
/// whom they wish to meet, so that wishes crowd on a few, as in life. Whole numbers only: the same shape and seed give the
/// same mart everywhere.
/// </summary>
public sealed class MartGenerator
{
    private const int MutualBase = 40;
    private const int OneSidedBase = 10;
    private const int BestRank = 10;
    private const int OwnSegment = 60;

    private readonly MartShape shape;
    private readonly SeededRandom random;
    private readonly int slotsADay;

    private MartGenerator(MartShape shape, long seed)
    {
        (this.shape, random) = (shape, new SeededRandom(seed));
        slotsADay = (shape.Slots + shape.Days - 1) / shape.Days;
    }

    /// <summary>A mart of that shape. Weights are 11 to 20 for a one-sided wish and 46 to 100 for a mutual one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A number of the shape is too small.</exception>
    public static Problem Make(MartShape shape, long seed)
    {
        if (shape.Sellers < 1 || shape.Buyers < 1 || shape.Days < 1 || shape.Slots < shape.Days)
        {
            throw new ArgumentOutOfRangeException(nameof(shape), shape, "A mart has sellers, buyers, days, and a slot for each day.");
        }

        return new MartGenerator(shape, seed).Make($"mart-{shape.Sellers}x{shape.Buyers}x{shape.Slots}-{seed}");
    }

    private Problem Make(string name)
    {
        var sessions = Enumerable.Range(0, shape.Days)
            .Select(day => new Session(day * slotsADay, Math.Min(shape.Slots, (day + 1) * slotsADay) - 1))
            .Where(session => session.First <= session.Last)
            .ToArray();
        return new Problem
        {
            Name = name,
            Slots = shape.Slots,
            Sessions = sessions,
            DayStarts = sessions.Skip(1).Select(session => session.First).ToArray(),
            Tables = shape.Tables is { } tables ? Enumerable.Repeat(tables, shape.Slots).ToArray() : null,
            Participants = [.. Range(shape.Sellers, Seller), .. Range(shape.Buyers, Buyer)],
            Meetings = Meetings(sessions.Length),
            Interpreters = [.. Range(shape.Interpreters, Interpreter)],
            Fairness = shape.Fairness,
            Objectives = shape.Objectives,
        };
    }

    private Participant Seller(int number) => new()
    {
        Id = Id("S", number),
        Side = Side.Seller,
        Unavailable = Away(),
        Capacity = 1 + random.Below(shape.SellerCapacity),
        Languages = shape.Interpreters == 0 ? [] : random.Chance(40) ? ["ko", "en"] : ["ko"],
    };

    private Participant Buyer(int number) => new()
    {
        Id = Id("B", number),
        Side = Side.Buyer,
        Unavailable = Away(),
        Min = shape.BuyerMin,
        Max = shape.BuyerMax,
        Languages = shape.Interpreters == 0 ? [] : [new[] { "en", "ru", "zh" }[random.Below(3)]],
        MaxConsecutive = shape.BuyerRun,
    };

    private Interpreter Interpreter(int number) => new()
    {
        Id = Id("I", number),
        Languages = ["ko", new[] { "en", "ru", "zh" }[number % 3]],
        Unavailable = Enumerable.Range(0, shape.Slots).Where(_ => random.Chance(shape.Away)).ToArray(),
        Max = random.Chance(50) ? 1 + random.Below(shape.Slots) : null,
    };

    private int[] Away()
    {
        var away = Enumerable.Range(0, shape.Slots).Where(_ => random.Chance(shape.Away)).ToHashSet();
        if (shape.Away > 0 && random.Chance(25))
        {
            var half = Math.Max(1, slotsADay / 2);
            away.UnionWith(Enumerable.Range(random.Below(shape.Slots), half).Where(slot => slot < shape.Slots));
        }

        return [.. away.Order()];
    }

    private CandidateMeeting[] Meetings(int sessions)
    {
        var meetings = new List<CandidateMeeting>();
        foreach (var ((seller, buyer), (fromBuyer, fromSeller)) in Wishes())
        {
            var mutual = fromBuyer > 0 && fromSeller > 0;
            meetings.Add(new CandidateMeeting
            {
                Id = $"{Id("S", seller)}-{Id("B", buyer)}",
                First = Id("S", seller),
                Second = Id("B", buyer),
                Weight = mutual ? MutualBase + 3 * (fromBuyer + fromSeller) : OneSidedBase + fromBuyer + fromSeller,
                Obligatory = random.Chance(shape.Obligatory),
                Session = random.Chance(shape.InSession) ? random.Below(sessions) : null,
                Slot = random.Chance(shape.Fixed) ? random.Below(shape.Slots) : null,
                After = meetings.Count > 0 && random.Chance(shape.Ordered) ? [meetings[random.Below(meetings.Count)].Id] : [],
            });
        }

        return [.. meetings];
    }

    /// <summary>Every pair that at least one side wishes, with the rank that each side gives it: 0 for none, 10 for the best.</summary>
    private SortedDictionary<(int Seller, int Buyer), (int FromBuyer, int FromSeller)> Wishes()
    {
        var segments = Math.Max(3, shape.Sellers / 20);
        var sellers = Crowd(shape.Sellers, segments);
        var buyers = Crowd(shape.Buyers, segments);
        var wishes = new SortedDictionary<(int Seller, int Buyer), (int FromBuyer, int FromSeller)>();
        for (var buyer = 0; buyer < buyers.Length; buyer++)
        {
            foreach (var (seller, rank) in Ranking(buyers[buyer].Segment, sellers, shape.BuyerWishes))
            {
                wishes[(seller, buyer)] = (rank, 0);
            }
        }

        for (var seller = 0; seller < sellers.Length; seller++)
        {
            foreach (var (buyer, rank) in Ranking(sellers[seller].Segment, buyers, shape.SellerWishes))
            {
                wishes[(seller, buyer)] = (wishes.GetValueOrDefault((seller, buyer)).FromBuyer, rank);
            }
        }

        return wishes;
    }

    private (int Segment, int Fame)[] Crowd(int number, int segments) =>
        [.. Range(number, _ => (random.Below(segments), random.Below(60) + random.Below(60)))];

    private (int Whom, int Rank)[] Ranking(int segment, (int Segment, int Fame)[] others, int average)
    {
        var number = Math.Clamp(average / 2 + random.Below(average + 1), 1, others.Length);
        var liked = others
            .Select((other, i) => (Index: i, Liking: other.Fame + (other.Segment == segment ? OwnSegment : 0) + random.Below(100)))
            .OrderByDescending(other => other.Liking)
            .ThenBy(other => other.Index)
            .Take(number);
        return [.. liked.Select((other, place) => (other.Index, BestRank - BestRank * place / number))];
    }

    /// <summary>Evaluated at once, since the numbers drawn depend on the order of drawing.</summary>
    private static T[] Range<T>(int number, Func<int, T> make)
    {
        var made = new T[number];
        for (var i = 0; i < number; i++)
        {
            made[i] = make(i);
        }

        return made;
    }

    private static string Id(string letter, int index) => letter + (index + 1).ToString(CultureInfo.InvariantCulture);
}
