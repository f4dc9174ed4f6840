using System.Text.Json;

namespace TravelMart.CommandLine.Replay;

/// <summary>A booked meeting as the replay follows it.</summary>
internal sealed class Booked(Guid id, int slot)
{
    public Guid Id { get; } = id;

    public int Slot { get; set; } = slot;

    /// <summary>True for a walk-in: it began when it was recorded.</summary>
    public bool WalkedIn { get; init; }
}

/// <summary>The mart's slots as instants, read from the running system.</summary>
internal sealed class Timetable
{
    private readonly List<(DateTimeOffset Start, DateTimeOffset End)> _slots;

    public Timetable(JsonElement mart) =>
        _slots = [.. mart.GetProperty("slots").EnumerateArray().Select(s => (s.GetProperty("start").GetDateTimeOffset(), s.GetProperty("end").GetDateTimeOffset()))];

    public int Count => _slots.Count;

    public DateTimeOffset Start(int slot) => _slots[slot].Start;

    public DateTimeOffset End(int slot) => _slots[slot].End;
}

/// <summary>Things to do, in order of the mart's time; equal times in the order they were added.</summary>
internal sealed class Agenda
{
    private readonly PriorityQueue<Func<DateTimeOffset, Task>, (DateTimeOffset At, int Order)> _due = new();
    private int _order;

    public int Count => _due.Count;

    public void Add(DateTimeOffset at, Func<DateTimeOffset, Task> step) => _due.Enqueue(step, (at, _order++));

    public bool TryTake(out DateTimeOffset at, out Func<DateTimeOffset, Task> step)
    {
        var some = _due.TryDequeue(out var next, out var due);
        (at, step) = (due.At, next!);
        return some;
    }
}
