namespace TravelMart.Scheduling.Exact;

/// <summary>
/// How many participants to expect in each slot if nobody had a break: each agenda is one unbroken run of slots somewhere, and all
/// places that availability and sessions leave it are as likely. Where the crowd fills the tables, they are what causes breaks.
/// </summary>
internal static class Crowd
{
    public static double[] Expect(Timeline timeline)
    {
        var crowd = new double[timeline.Problem.Slots];
        for (var p = 0; p < timeline.MeetingsOf.Length; p++)
        {
            Spread(timeline, p, crowd);
        }

        return crowd;
    }

    private static void Spread(Timeline timeline, int participant, double[] crowd)
    {
        var length = Math.Min(timeline.MeetingsOf[participant].Count, crowd.Length);
        int[] starts = [.. Enumerable.Range(0, crowd.Length - length + 1).Where(first => Fits(timeline, participant, first, length))];
        foreach (var first in starts)
        {
            for (var t = first; t < first + length; t++)
            {
                crowd[t] += 1.0 / starts.Length;
            }
        }
    }

    /// <summary>Every slot of the run can hold a meeting, and every meeting can be in some slot of it.</summary>
    private static bool Fits(Timeline timeline, int participant, int first, int length)
    {
        var never = timeline.Never;
        var run = Enumerable.Range(first, length);
        return run.All(t => timeline.Busy(participant)[t] != never)
            && timeline.MeetingsOf[participant].TrueForAll(m => run.Any(t => timeline.At(m, t) != never));
    }
}
