namespace TravelMart.Scheduling;

/// <summary>
/// Who interprets what. A meeting takes a free interpreter; where none is free, others of the same slot are asked to change places, along
/// an augmenting path (Berge 1957), so that a slot's interpreters serve whatever they can serve together.
/// </summary>
internal sealed class InterpreterDesk
{
    private readonly IndexedProblem problem;
    private readonly int[] interpreterOf;
    private readonly int[] meetingIn; // by interpreter and slot
    private readonly int[] load;
    private readonly int[] asked;
    private int asking;

    public InterpreterDesk(IndexedProblem problem)
    {
        this.problem = problem;
        var interpreters = problem.Problem.Interpreters.Count;
        interpreterOf = new int[problem.Pairs.Length];
        meetingIn = new int[interpreters * problem.Slots];
        (load, asked) = (new int[interpreters], new int[interpreters]);
        Array.Fill(interpreterOf, Board.None);
        Array.Fill(meetingIn, Board.None);
    }

    public int InterpreterOf(int meeting) => interpreterOf[meeting];

    /// <summary>Finds an interpreter where the meeting needs one.</summary>
    public bool TryServe(int meeting, int slot, Journal journal)
    {
        if (problem.Interpreters[meeting] is null)
        {
            return true;
        }

        asking++;
        return TryFind(meeting, slot, journal);
    }

    /// <summary>Lets the meeting's interpreter go.</summary>
    public void Release(int meeting, int slot, Journal journal)
    {
        if (interpreterOf[meeting] != Board.None)
        {
            Change(meeting, Board.None, slot, journal);
        }
    }

    /// <summary>Gives the meeting that interpreter, or none.</summary>
    public void Set(int meeting, int interpreter, int slot)
    {
        var before = interpreterOf[meeting];
        if (before != Board.None)
        {
            load[before]--;
            if (meetingIn[Cell(before, slot)] == meeting)
            {
                meetingIn[Cell(before, slot)] = Board.None;
            }
        }

        interpreterOf[meeting] = interpreter;
        if (interpreter != Board.None)
        {
            load[interpreter]++;
            meetingIn[Cell(interpreter, slot)] = meeting;
        }
    }

    private bool TryFind(int meeting, int slot, Journal journal)
    {
        foreach (var interpreter in problem.Interpreters[meeting]!)
        {
            if (asked[interpreter] == asking || !problem.InterpreterAvailable.Has(interpreter, slot))
            {
                continue;
            }

            asked[interpreter] = asking;
            var other = meetingIn[Cell(interpreter, slot)];
            if (other == Board.None ? !(load[interpreter] >= problem.Problem.Interpreters[interpreter].Max) : TryFind(other, slot, journal))
            {
                Change(meeting, interpreter, slot, journal);
                return true;
            }
        }

        return false;
    }

    private void Change(int meeting, int interpreter, int slot, Journal journal)
    {
        journal.Add(meeting, interpreterOf[meeting], isInterpreter: true);
        Set(meeting, interpreter, slot);
    }

    private int Cell(int interpreter, int slot) => interpreter * problem.Slots + slot;
}
