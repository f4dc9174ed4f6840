using System.Diagnostics;

namespace TravelMart.Scheduling;

/// <summary>
/// A chain of meetings that lie in turn in one slot and another, and change places (Kempe 1879, for colours of a map). Whoever is in the
/// middle of the chain has a meeting in both slots before and after: only the two ends see their agenda change, so only they are asked.
/// </summary>
internal sealed class KempeChain(Board board)
{
    private readonly int[] seen = new int[board.Problem.Pairs.Length];
    private int[] meetings = new int[64];
    private int[] targets = new int[64];
    private int tracing;

    /// <summary>Meetings in the chain.</summary>
    public int Length { get; private set; }

    /// <summary>The participant at the far end.</summary>
    public int LastParticipant { get; private set; }

    /// <summary>The slot that the far end gives up.</summary>
    public int LastFrom { get; private set; }

    /// <summary>The slot that the far end takes instead.</summary>
    public int LastTo { get; private set; }

    /// <summary>
    /// Follows the chain that begins with a meeting of the participant in one slot and moves it to another, in which the participant
    /// is open. False where it ends at somebody who is away, or a meeting that must not move, or a slot without a table.
    /// </summary>
    public bool TryTrace(int participant, int from, int to)
    {
        Debug.Assert(board.IsOpen(participant, to), "The near end has room for its meeting.");
        return board.FirstIn(participant, from) is var end and not Board.None && TryTraceFrom(end, from, to);
    }

    /// <summary>As <see cref="TryTrace"/>, beginning with the given end of a meeting.</summary>
    public bool TryTraceFrom(int end, int from, int to)
    {
        Length = 0;
        tracing++;
        var (start, leaves, enters) = (board.Own(end), from, to);
        while (end != Board.None)
        {
            var meeting = end >> 1;
            if (!board.Allows(meeting, enters))
            {
                return false;
            }

            Append(meeting, enters);
            var partner = board.Own(end ^ 1);
            if (board.IsOpen(partner, enters))
            {
                (LastParticipant, LastFrom, LastTo) = (partner, leaves, enters);

                // Where there are no two sides, the chain may come back to where it began, which has room for one meeting only.
                return !(partner == start && enters == to) && ((Length & 1) == 0 || board.HasTable(to));
            }

            if (!board.Problem.Available.Has(partner, enters))
            {
                return false;
            }

            end = Unseen(board.FirstIn(partner, enters));
            (leaves, enters) = (enters, leaves);
        }

        return false;
    }

    /// <summary>Moves the meetings of the chain. False where a rule is broken, and then the caller rolls back.</summary>
    public bool Apply()
    {
        var mark = board.Mark;
        for (var i = 0; i < Length; i++)
        {
            board.Take(meetings[i]);
        }

        for (var i = 0; i < Length; i++)
        {
            if (!board.Put(meetings[i], targets[i]))
            {
                return false;
            }
        }

        return board.IsPlain || board.IsSound(mark);
    }

    private void Append(int meeting, int target)
    {
        if (Length == meetings.Length)
        {
            Array.Resize(ref meetings, 2 * Length);
            Array.Resize(ref targets, 2 * Length);
        }

        seen[meeting] = tracing;
        (meetings[Length], targets[Length]) = (meeting, target);
        Length++;
    }

    private int Unseen(int end)
    {
        while (end != Board.None && seen[end >> 1] == tracing)
        {
            end = board.NextIn(end);
        }

        return end;
    }
}
