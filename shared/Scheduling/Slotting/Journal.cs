namespace TravelMart.Scheduling;

/// <summary>What was changed on a board, in order, with what stood there before.</summary>
internal sealed class Journal
{
    private Change[] changes = new Change[256];

    public int Count { get; private set; }

    public Change this[int index] => changes[index];

    public void Add(int meeting, int before, bool isInterpreter)
    {
        if (Count == changes.Length)
        {
            Array.Resize(ref changes, 2 * Count);
        }

        changes[Count++] = new Change(meeting, before, isInterpreter);
    }

    public Change Pop() => changes[--Count];

    public void Clear() => Count = 0;

    /// <summary>A meeting whose slot, or whose interpreter, has changed.</summary>
    /// <param name="Meeting">The meeting.</param>
    /// <param name="Before">The slot or the interpreter that it had.</param>
    /// <param name="IsInterpreter">Which of the two has changed.</param>
    internal readonly record struct Change(int Meeting, int Before, bool IsInterpreter);
}
