using Spectre.Console;

namespace TravelMart.CommandLine.Replay;

/// <summary>What a person sees of a replay: one bar for each act. A replay for programs shows nothing.</summary>
internal sealed class ReplayWatch(IAnsiConsole? console)
{
    private ProgressTask? _act;

    public int Writes { get; private set; }

    /// <summary>Runs a replay with its bars on the screen, or silently.</summary>
    public async Task<T> Show<T>(Func<Task<T>> replay)
    {
        if (console is null) return await replay();
        return await console.Progress().AutoClear(false).HideCompleted(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                _context = context;
                return await replay();
            });
    }

    private ProgressContext? _context;

    /// <summary>The next act, with the number of steps it has.</summary>
    public void Act(string title, int steps)
    {
        if (_act is not null) _act.Value = _act.MaxValue;
        _act = _context?.AddTask(title.EscapeMarkup(), maxValue: Math.Max(1, steps));
    }

    public void Step() => _act?.Increment(1);

    public void Sent() => Writes++;

    /// <summary>Says what is going on beside the bar.</summary>
    public void Say(string title)
    {
        if (_act is not null) _act.Description = title.EscapeMarkup();
    }

    public void Finish()
    {
        if (_act is not null) _act.Value = _act.MaxValue;
    }
}
