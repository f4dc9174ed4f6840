using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Threading.Channels;
using TravelMart.Boards.Hall;
using TravelMart.Boards.Totals;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Live;

/// <summary>What one live update carries.</summary>
/// <param name="At">The instant shown.</param>
/// <param name="Time">Its hours and minutes in the mart's zone.</param>
/// <param name="Parts">Rendered HTML by the name of the part.</param>
internal sealed record BoardUpdate(DateTimeOffset At, string Time, IReadOnlyDictionary<string, string> Parts);

/// <summary>
/// The streams of the live pages. Each carries whole parts, never differences, so that a reader who reconnects has missed nothing.
/// A busy mart is gathered to five updates per second; what many readers watch is rendered once.
/// </summary>
internal sealed class LiveBoards : IDisposable
{
    /// <summary>Readers at once on one host.</summary>
    public const int MostReaders = 1000;

    private static readonly TimeSpan LeastPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Reconnect = TimeSpan.FromSeconds(2);

    private readonly LiveView<HallState> _view;
    private readonly Marts _marts;
    private readonly FragmentRenderer _renderer;
    private readonly TimeProvider _clock;
    private readonly ConcurrentDictionary<ChannelWriter<bool>, string> _readers = [];
    private readonly ConcurrentDictionary<(string Mart, string View, string Language), Rendered> _rendered = [];

    public LiveBoards(LiveView<HallState> view, Marts marts, FragmentRenderer renderer, TimeProvider clock)
    {
        (_view, _marts, _renderer, _clock) = (view, marts, renderer, clock);
        _view.Changed += Ring;
    }

    public void Dispose() => _view.Changed -= Ring;

    /// <summary>Whether one more reader would be too many.</summary>
    public bool IsFull => _readers.Count >= MostReaders;

    /// <summary>The updates of one reader, the first one at once.</summary>
    public async IAsyncEnumerable<SseItem<string>> Follow(string mart, string view, string language, [EnumeratorCancellation] CancellationToken cancel)
    {
        var bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        _readers[bell.Writer] = mart;
        try
        {
            string? told = null;
            HallState? before = null;
            while (!cancel.IsCancellationRequested && _marts.Live(mart) is { } shown)
            {
                // A real mart's board moves with the time even where nothing happens; a rehearsal's clock stands still between events.
                var moved = !ReferenceEquals(before, shown.State);
                if (moved || !shown.Opened.Rehearsal) yield return Item("board", await Render(shown, view, language), shown);
                if (moved && Totals(shown) is var totals && totals != told) yield return Item("totals", told = totals, shown);
                before = shown.State;
                await Task.Delay(LeastPause, _clock, cancel);
                if (!await Rings(bell.Reader, cancel)) yield return Item("heartbeat", "", shown);
            }
        }
        finally { _readers.TryRemove(bell.Writer, out _); }
    }

    private static string Totals(Shown shown) => JsonSerializer.Serialize(CountingRuleV1.Count(shown.State), FactJson.Options);

    private void Ring(object? sender, MartsChangedEventArgs changed)
    {
        foreach (var (bell, mart) in _readers)
            if (changed.Marts.Contains(mart)) bell.TryWrite(true);
    }

    private static async Task<bool> Rings(ChannelReader<bool> bell, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Heartbeat);
        try
        {
            await bell.ReadAsync(limit.Token);
            return true;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested) { return false; }
    }

    private Task<string> Render(Shown shown, string view, string language)
    {
        var key = (shown.State.Mart, view, language);
        var second = shown.Now.ToUnixTimeSeconds();
        var rendered = _rendered.AddOrUpdate(key, _ => Fresh(shown, second, view, language),
            (_, known) => ReferenceEquals(known.State, shown.State) && known.Second == second ? known : Fresh(shown, second, view, language));
        return rendered.Text.Value;
    }

    private Rendered Fresh(Shown shown, long second, string view, string language) => new(shown.State, second, new Lazy<Task<string>>(async () =>
        JsonSerializer.Serialize(new BoardUpdate(shown.Now, shown.Now.Clock(shown.Opened.TimeZone), await _renderer.Render(shown, view, language)), FactJson.Options)));

    private static SseItem<string> Item(string type, string data, Shown shown) => new(data, type)
    {
        EventId = shown.State.Contracts.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ReconnectionInterval = Reconnect,
    };

    private sealed record Rendered(HallState State, long Second, Lazy<Task<string>> Text);
}
