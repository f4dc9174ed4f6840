using System.Text.Json;

namespace TravelMart.Scheduling.Verification;

/// <summary>Goes through a plan's placed meetings and holds them against every rule of the problem.</summary>
internal sealed class RuleCheck(RawProblem problem, List<string> errors)
{
    private readonly Dictionary<string, int[]> agendas = problem.People.Keys.ToDictionary(p => p, _ => new int[problem.Slots]);
    private readonly Dictionary<string, int[]> interpreting = problem.Interpreters.Keys.ToDictionary(i => i, _ => new int[problem.Slots]);
    private readonly HashSet<(int Slot, int Table)> tables = [];
    private readonly int[] meetingsIn = new int[problem.Slots];

    /// <summary>The slot of each placed meeting.</summary>
    public Dictionary<string, int> SlotOf { get; } = [];

    public PlanFigures Check(JsonElement plan)
    {
        foreach (var row in RawProblem.List(plan, "placed"))
        {
            Place(row);
        }

        CheckSlots();
        CheckInterpreters();
        CheckMeetings();
        var breaks = problem.People.Select(p => CheckPerson(p.Key, p.Value)).ToArray();
        var (most, least) = breaks.Length == 0 ? (0, 0) : (breaks.Max(), breaks.Min());
        if (most - least > problem.Fairness)
        {
            errors.Add($"breaks differ by {most - least}, at most {problem.Fairness} allowed");
        }

        var shortfall = problem.People.Sum(p => Math.Max(0L, p.Value.Min - agendas[p.Key].Sum()));
        return new PlanFigures(shortfall, SlotOf.Keys.Sum(m => problem.Meetings[m].Weight), SlotOf.Count, breaks.Sum(b => (long)b), most);
    }

    private void Place(JsonElement row)
    {
        var id = RawProblem.Get(row, "meeting")?.GetString() ?? "";
        if (!problem.Meetings.TryGetValue(id, out var meeting))
        {
            errors.Add($"there is no meeting \"{id}\"");
        }
        else if (Number(row, "slot") is not { } slot || slot < 0 || slot >= problem.Slots)
        {
            errors.Add($"meeting {id} is in no slot of the mart");
        }
        else if (!SlotOf.TryAdd(id, slot))
        {
            errors.Add($"meeting {id} is placed twice");
        }
        else
        {
            meetingsIn[slot]++;
            agendas[meeting.First][slot]++;
            agendas[meeting.Second][slot]++;
            if (!meeting.Possible.Contains(slot))
            {
                errors.Add($"meeting {id} cannot be held in slot {slot}");
            }

            PlaceAtTable(row, id, slot);
            PlaceInterpreter(row, id, meeting, slot);
        }
    }

    private void PlaceAtTable(JsonElement row, string id, int slot)
    {
        if (RawProblem.Get(row, "table") is null)
        {
            return;
        }

        if (Number(row, "table") is not { } table || table < 0 || table >= problem.Tables[slot])
        {
            errors.Add($"meeting {id} is at a table that slot {slot} does not have");
        }
        else if (!tables.Add((slot, table)))
        {
            errors.Add($"table {table} is used twice in slot {slot}");
        }
    }

    private void PlaceInterpreter(JsonElement row, string id, RawProblem.Meeting meeting, int slot)
    {
        var who = RawProblem.Get(row, "interpreter")?.GetString();
        var speaker = who is null ? null : problem.Interpreters.GetValueOrDefault(who);
        if (who is not null && speaker is null)
        {
            errors.Add($"there is no interpreter \"{who}\"");
        }

        if (speaker is not null && ++interpreting[who!][slot] > 1)
        {
            errors.Add($"interpreter {who} is double booked in slot {slot}");
        }

        var (first, second) = (problem.People[meeting.First].Languages, problem.People[meeting.Second].Languages);
        var needed = first.Count > 0 && second.Count > 0 && !first.Overlaps(second);
        if (needed && !(speaker is not null && speaker.Languages.Overlaps(first) && speaker.Languages.Overlaps(second)))
        {
            errors.Add($"meeting {id} has no interpreter for both sides");
        }
    }

    private void CheckSlots() => errors.AddRange(Enumerable.Range(0, problem.Slots)
        .Where(t => meetingsIn[t] > problem.Tables[t])
        .Select(t => $"slot {t} has {meetingsIn[t]} meetings and room for {problem.Tables[t]}"));

    private void CheckInterpreters()
    {
        foreach (var (id, speaker) in problem.Interpreters)
        {
            errors.AddRange(Enumerable.Range(0, problem.Slots).Where(t => interpreting[id][t] > 0 && !speaker.Free[t])
                .Select(t => $"interpreter {id} is away in slot {t}"));
            if (interpreting[id].Sum() > speaker.Max)
            {
                errors.Add($"interpreter {id} has {interpreting[id].Sum()} meetings, at most {speaker.Max} allowed");
            }
        }
    }

    private void CheckMeetings()
    {
        foreach (var (id, meeting) in problem.Meetings)
        {
            if (!SlotOf.TryGetValue(id, out var slot))
            {
                if (meeting.Obligatory)
                {
                    errors.Add($"obligatory meeting {id} is not placed");
                }

                continue;
            }

            errors.AddRange(meeting.After.Where(e => SlotOf.TryGetValue(e, out var earlier) && earlier >= slot)
                .Select(e => $"meeting {id} must come after {e}"));
        }
    }

    /// <summary>Checks one agenda and counts its breaks.</summary>
    private int CheckPerson(string id, RawProblem.Person person)
    {
        var (agenda, breaks, run, longest, previous) = (agendas[id], 0, 0, 0, -1);
        for (var t = 0; t < problem.Slots; t++)
        {
            if (agenda[t] > person.Capacity)
            {
                errors.Add($"{id} is double booked in slot {t}");
            }

            if (agenda[t] > 0)
            {
                var sameDay = previous >= 0 && !Enumerable.Range(previous + 1, t - previous).Any(problem.DayStarts.Contains);
                breaks += sameDay && previous < t - 1 ? 1 : 0;
                run = sameDay && previous == t - 1 ? run + 1 : 1;
                (longest, previous) = (Math.Max(longest, run), t);
            }
        }

        if (longest > person.MaxConsecutive)
        {
            errors.Add($"{id} has {longest} meetings in a row, at most {person.MaxConsecutive} allowed");
        }

        if (agenda.Sum() > person.Max)
        {
            errors.Add($"{id} has {agenda.Sum()} meetings, at most {person.Max} allowed");
        }

        return breaks;
    }

    private static int? Number(JsonElement row, string field) =>
        RawProblem.Get(row, field) is { ValueKind: JsonValueKind.Number } n && n.TryGetInt32(out var value) ? value : null;
}
