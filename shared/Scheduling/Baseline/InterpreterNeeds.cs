namespace TravelMart.Scheduling;

/// <summary>Finds who can interpret a meeting. Sides with the same languages share one answer.</summary>
internal sealed class InterpreterNeeds(Problem problem)
{
    private readonly Dictionary<string, IReadOnlyList<string>> languages =
        problem.Participants.Where(p => p.Languages.Count > 0).ToDictionary(p => p.Id, p => p.Languages, StringComparer.Ordinal);

    private readonly Dictionary<(string, string), int[]?> answers = [];

    /// <summary>The interpreters, in the problem's order; null where the sides understand each other or name no languages.</summary>
    public int[]? Find(CandidateMeeting meeting)
    {
        if (!languages.TryGetValue(meeting.First, out var first) || !languages.TryGetValue(meeting.Second, out var second))
        {
            return null;
        }

        var key = (string.Join('\n', first), string.Join('\n', second));
        if (!answers.TryGetValue(key, out var answer))
        {
            answer = first.Intersect(second, StringComparer.Ordinal).Any() ? null : WhoSpeak(first, second);
            answers.Add(key, answer);
        }

        return answer;
    }

    private int[] WhoSpeak(IReadOnlyList<string> first, IReadOnlyList<string> second) =>
        Enumerable.Range(0, problem.Interpreters.Count)
            .Where(i => problem.Interpreters[i].Languages.Any(first.Contains) && problem.Interpreters[i].Languages.Any(second.Contains))
            .ToArray();
}
