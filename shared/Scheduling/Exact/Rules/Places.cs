namespace TravelMart.Scheduling.Exact;

/// <summary>The slots that a meeting may be in, rule by rule; only needed where rules can be turned off.</summary>
internal static class Places
{
    public static void Add(Rulebook rules, Timeline timeline)
    {
        var problem = timeline.Problem;
        for (var p = 0; p < problem.Problem.Participants.Count; p++)
        {
            var away = Enumerable.Range(0, problem.Slots).Where(t => !problem.Available.Has(p, t)).ToArray();
            if (away.Length > 0)
            {
                Forbid(rules, timeline, $"{problem.Problem.Participants[p].Id} is available in {Words.Count(problem.Slots - away.Length, "slot")}", timeline.MeetingsOf[p], away);
            }
        }

        for (var m = 0; m < problem.Pairs.Length; m++)
        {
            var meeting = problem.Problem.Meetings[m];
            if (meeting.Session is { } session)
            {
                Forbid(rules, timeline, $"{meeting.Id} is held in session {session}", [m], OutsideSession(problem, session));
            }

            if (meeting.Slot is { } slot)
            {
                Forbid(rules, timeline, $"{meeting.Id} is held in slot {slot}", [m], Enumerable.Range(0, problem.Slots).Where(t => t != slot));
            }
        }
    }

    private static void Forbid(Rulebook rules, Timeline timeline, string sentence, List<int> meetings, IEnumerable<int> slots) =>
        rules.Lay(sentence, () =>
        {
            foreach (var slot in slots)
            {
                meetings.ForEach(m => rules.Formula.Add(~timeline.At(m, slot)));
            }
        });

    private static IEnumerable<int> OutsideSession(IndexedProblem problem, int index)
    {
        var session = problem.Problem.Sessions.Count == 0 ? new Session(0, problem.Slots - 1) : problem.Problem.Sessions[index];
        return Enumerable.Range(0, problem.Slots).Where(t => t < session.First || t > session.Last);
    }
}
