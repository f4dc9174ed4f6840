namespace TravelMart.Scheduling;

/// <summary>What a problem must fulfil to make sense, whether it was read from a file or built in code.</summary>
public static class ProblemRules
{
    /// <summary>
    /// Everything that is wrong with the problem, each with its place as in a problem file; empty where nothing is. A problem that
    /// makes sense may still be impossible to fulfil.
    /// </summary>
    public static IReadOnlyList<FileError> Check(Problem problem) => new Checker(problem).Run();

    private sealed class Checker(Problem problem) : Faults
    {
        private readonly HashSet<string> participants = new(StringComparer.Ordinal);
        private readonly HashSet<string> meetings = new(StringComparer.Ordinal);
        private readonly HashSet<string> interpreters = new(StringComparer.Ordinal);

        // Where the number of slots itself is wrong, every slot would seem so.
        private readonly bool slotsMakeSense = problem.Slots is >= 1 and <= ProblemLimits.Slots;

        public IReadOnlyList<FileError> Run()
        {
            Range("$.slots", problem.Slots, 1, ProblemLimits.Slots);
            Size("$.participants", problem.Participants.Count, ProblemLimits.Participants);
            Size("$.meetings", problem.Meetings.Count, ProblemLimits.Meetings);
            Size("$.interpreters", problem.Interpreters.Count, ProblemLimits.Interpreters);
            var people = Math.Max(problem.Participants.Count, problem.Interpreters.Count);
            if (slotsMakeSense && (long)people * problem.Slots > ProblemLimits.AgendaCells)
            {
                Fail("$.slots", $"times participants or interpreters is more than {ProblemLimits.AgendaCells}");
            }

            CheckTimes();
            Each("$.participants", problem.Participants, Check);
            Each("$.interpreters", problem.Interpreters, Check);
            Each("$.meetings", problem.Meetings, (path, meeting) => Unique(path, meeting.Id, meetings, "meeting"));
            Each("$.meetings", problem.Meetings, Check);
            CheckAims();
            return Found;
        }

        private void CheckTimes()
        {
            Each("$.sessions", problem.Sessions, (path, session) =>
            {
                Slot(path + "[0]", session.First);
                Slot(path + "[1]", session.Last);
                if (session.Last < session.First)
                {
                    Fail(path, $"ends in slot {session.Last}, before its first slot {session.First}");
                }
            });
            Slots("$.dayStarts", problem.DayStarts);
            if (problem.Tables is { } tables)
            {
                Each("$.tables", tables, (path, number) => Range(path, number, 0, ProblemLimits.Count));
                if (slotsMakeSense && tables.Count != problem.Slots)
                {
                    Fail("$.tables", $"has {tables.Count} numbers for {problem.Slots} slots");
                }
            }
        }

        private void Check(string path, Participant participant)
        {
            Unique(path, participant.Id, participants, "participant");
            Slots(path + ".unavailable", participant.Unavailable);
            Range(path + ".capacity", participant.Capacity, 0, ProblemLimits.Count);
            Range(path + ".min", participant.Min, 0, ProblemLimits.Count);
            Range(path + ".max", participant.Max, 0, ProblemLimits.Count);
            Range(path + ".maxConsecutive", participant.MaxConsecutive, 1, ProblemLimits.Count);
            Texts(path + ".languages", participant.Languages);
            if (participant.Max is { } max && participant.Min > max)
            {
                Fail(path + ".min", $"{participant.Min} is more than the max of {max}");
            }
        }

        private void Check(string path, Interpreter interpreter)
        {
            Unique(path, interpreter.Id, interpreters, "interpreter");
            Slots(path + ".unavailable", interpreter.Unavailable);
            Range(path + ".max", interpreter.Max, 0, ProblemLimits.Count);
            Texts(path + ".languages", interpreter.Languages);
        }

        private void Check(string path, CandidateMeeting meeting)
        {
            Known(path, 0, meeting.First);
            Known(path, 1, meeting.Second);
            if (meeting.First == meeting.Second && participants.Contains(meeting.First))
            {
                Fail(path + ".participants", $"names \"{meeting.First}\" twice");
            }

            if (meeting.Weight is < 0 or > ProblemLimits.Weight)
            {
                Fail(path + ".weight", OutOfRange(meeting.Weight, 0, ProblemLimits.Weight));
            }

            var sessions = Math.Max(1, problem.Sessions.Count);
            if (meeting.Session is { } session && (session < 0 || session >= sessions))
            {
                Fail(path + ".session", $"there is no session {session}; there are {sessions}, counted from 0");
            }

            if (meeting.Slot is { } slot)
            {
                Slot(path + ".slot", slot);
            }

            CheckOrder(path, meeting);
        }

        private void CheckOrder(string path, CandidateMeeting meeting)
        {
            for (var i = 0; i < meeting.After.Count; i++)
            {
                if (meeting.After[i] == meeting.Id)
                {
                    Fail($"{path}.after[{i}]", "names the meeting itself");
                }
                else if (!meetings.Contains(meeting.After[i]))
                {
                    Fail($"{path}.after[{i}]", $"no meeting \"{meeting.After[i]}\"");
                }
            }
        }

        private void CheckAims()
        {
            Range("$.fairness", problem.Fairness, 0, ProblemLimits.Count);
            for (var i = 0; i < problem.Objectives.Count; i++)
            {
                if (!Enum.IsDefined(problem.Objectives[i]))
                {
                    Fail($"$.objective[{i}]", "must be minimum, weight, count or breaks");
                }
                else if (problem.Objectives.Take(i).Contains(problem.Objectives[i]))
                {
                    Fail($"$.objective[{i}]", $"names {problem.Objectives[i].ToName()} twice");
                }
            }
        }

        private void Known(string path, int index, string id)
        {
            if (!participants.Contains(id))
            {
                Fail($"{path}.participants[{index}]", $"no participant \"{id}\"");
            }
        }

        private void Slots(string path, IReadOnlyList<int> slots)
        {
            for (var i = 0; i < slots.Count; i++)
            {
                if (slotsMakeSense && (slots[i] < 0 || slots[i] >= problem.Slots))
                {
                    Slot($"{path}[{i}]", slots[i]);
                }
            }
        }

        private void Slot(string path, int slot)
        {
            if (slotsMakeSense && (slot < 0 || slot >= problem.Slots))
            {
                Fail(path, $"there is no slot {slot}; slots are 0 to {problem.Slots - 1}");
            }
        }
    }
}
