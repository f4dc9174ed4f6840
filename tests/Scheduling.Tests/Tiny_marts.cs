using TravelMart.Scheduling.Generation;

namespace TravelMart.Scheduling.Tests;

/// <summary>Marts so small that every plan can be tried, and the trying, which shares no code with any engine.</summary>
internal static class Tiny_marts
{
    private static readonly Objective[][] Orders =
    [
        [Objective.Count, Objective.Breaks, Objective.Weight], [Objective.Minimum, Objective.Weight, Objective.Breaks],
        [Objective.Breaks, Objective.Weight],
    ];

    /// <summary>A mart of any pairs, not only of buyers and sellers, with some of the rules.</summary>
    /// <param name="seed">Settles everything.</param>
    /// <param name="obligatory">Chance of a meeting to be obligatory.</param>
    public static Problem Make(int seed, int obligatory)
    {
        var random = new SeededRandom(seed);
        var slots = 3 + random.Below(3);
        var people = Enumerable.Range(0, 3 + random.Below(3)).Select(i => Person(i, slots, random)).ToArray();
        var meetings = new List<CandidateMeeting>();
        for (var i = 0; i < 6; i++)
        {
            var (first, second) = (random.Below(people.Length), random.Below(people.Length));
            if (first != second && !meetings.Exists(m => m.Id == $"{first}-{second}" || m.Id == $"{second}-{first}"))
            {
                meetings.Add(Meeting(first, second, slots, obligatory, meetings, random));
            }
        }

        return new Problem
        {
            Name = $"tiny {seed}",
            Slots = slots,
            Sessions = [new(0, 1), new(2, slots - 1)],
            DayStarts = random.Chance(25) ? [2] : [],
            Tables = random.Chance(50) ? [.. Enumerable.Range(0, slots).Select(_ => random.Below(4))] : null,
            Participants = people,
            Meetings = meetings,
            Fairness = random.Chance(60) ? random.Below(3) : null,
            Objectives = obligatory == 100 ? [Objective.Breaks] : Orders[seed % Orders.Length],
        };
    }

    /// <summary>Every plan that keeps the rules: the slot of each meeting, -1 where it is not held.</summary>
    /// <param name="mart">A mart without interpreters.</param>
    /// <param name="demanded">The meetings that must be held.</param>
    public static IEnumerable<int[]> Plans(Problem mart, Func<CandidateMeeting, bool> demanded) =>
        Extend(mart, demanded, new int[mart.Meetings.Count], 0).Where(plan => IsFair(mart, plan));

    public static long ValueOf(Problem mart, int[] plan, Objective objective) => objective switch
    {
        Objective.Count => plan.Count(slot => slot >= 0),
        Objective.Weight => plan.Select((slot, m) => slot < 0 ? 0 : mart.Meetings[m].Weight).Sum(),
        Objective.Breaks => mart.Participants.Sum(p => Breaks(mart, SlotsOf(mart, plan, p.Id))),
        _ => mart.Participants.Sum(p => Math.Max(0, p.Min - SlotsOf(mart, plan, p.Id).Count)),
    };

    private static Participant Person(int number, int slots, SeededRandom random)
    {
        var max = random.Chance(15) ? 3 : (int?)null;
        return new()
        {
            Id = $"P{number}",
            Unavailable = [.. Enumerable.Range(0, slots).Where(_ => random.Chance(15))],
            Capacity = random.Chance(15) ? 2 : 1,
            Min = random.Below(4),
            Max = max,
            MaxConsecutive = random.Chance(15) ? 1 + random.Below(2) : null,
        };
    }

    private static CandidateMeeting Meeting(
        int first, int second, int slots, int obligatory, List<CandidateMeeting> earlier, SeededRandom random) => new()
        {
            Id = $"{first}-{second}",
            First = $"P{first}",
            Second = $"P{second}",
            Weight = random.Below(9),
            Obligatory = random.Chance(obligatory),
            Session = random.Chance(20) ? random.Below(2) : null,
            Slot = random.Chance(10) ? random.Below(slots) : null,
            After = earlier.Count > 0 && random.Chance(20) ? [earlier[random.Below(earlier.Count)].Id] : [],
        };

    private static IEnumerable<int[]> Extend(Problem mart, Func<CandidateMeeting, bool> demanded, int[] plan, int next)
    {
        if (next == plan.Length)
        {
            return [[.. plan]];
        }

        return Enumerable.Range(-1, mart.Slots + 1)
            .Where(slot => slot >= 0 ? MayBeIn(mart, plan, next, slot) : !demanded(mart.Meetings[next]))
            .SelectMany(slot =>
            {
                plan[next] = slot;
                return Extend(mart, demanded, plan, next + 1);
            });
    }

    /// <summary>The rules that a meeting's slot can break, given the meetings before it.</summary>
    private static bool MayBeIn(Problem mart, int[] plan, int m, int slot)
    {
        var meeting = mart.Meetings[m];
        var before = Enumerable.Range(0, m).Where(o => plan[o] >= 0).ToArray();
        return (meeting.Slot ?? slot) == slot
            && (meeting.Session is not { } s || (slot >= mart.Sessions[s].First && slot <= mart.Sessions[s].Last))
            && (mart.Tables is null || before.Count(o => plan[o] == slot) < mart.Tables[slot])
            && before.All(o => !meeting.After.Contains(mart.Meetings[o].Id) || plan[o] < slot)
            && before.All(o => !mart.Meetings[o].After.Contains(meeting.Id) || plan[o] > slot)
            && new[] { meeting.First, meeting.Second }.All(id => HasRoom(mart, plan, before, mart.Participants.Single(p => p.Id == id), slot));
    }

    private static bool HasRoom(Problem mart, int[] plan, int[] before, Participant person, int slot)
    {
        var own = before.Where(o => mart.Meetings[o].First == person.Id || mart.Meetings[o].Second == person.Id).ToArray();
        return !person.Unavailable.Contains(slot)
            && own.Count(o => plan[o] == slot) < person.Capacity
            && !(own.Length >= person.Max)
            && !(Run(mart, [.. own.Select(o => plan[o]), slot], slot) > person.MaxConsecutive);
    }

    private static int Run(Problem mart, HashSet<int> busy, int slot)
    {
        var (first, last) = (slot, slot);
        while (busy.Contains(first - 1) && !mart.DayStarts.Contains(first))
        {
            first--;
        }

        while (busy.Contains(last + 1) && !mart.DayStarts.Contains(last + 1))
        {
            last++;
        }

        return last - first + 1;
    }

    private static bool IsFair(Problem mart, int[] plan)
    {
        var breaks = mart.Participants.Select(p => Breaks(mart, SlotsOf(mart, plan, p.Id))).ToArray();
        return !(breaks.Max() - breaks.Min() > mart.Fairness);
    }

    private static List<int> SlotsOf(Problem mart, int[] plan, string person) =>
        [.. plan.Where((slot, m) => slot >= 0 && (mart.Meetings[m].First == person || mart.Meetings[m].Second == person)).Order()];

    private static int Breaks(Problem mart, List<int> slots) => slots.Zip(slots.Skip(1))
        .Count(next => next.Second > next.First + 1 && !mart.DayStarts.Any(start => start > next.First && start <= next.Second));
}
