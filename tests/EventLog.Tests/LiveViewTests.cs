using System.Globalization;
using TravelMart.EventSourcing;

namespace TravelMart.EventLog.Tests;

public sealed class LiveViewTests : IAsyncLifetime
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);
    private readonly SqliteStore _store = new();
    private readonly CancellationTokenSource _end = new();
    private LiveView<string> _view = null!;
    private Task _running = Task.CompletedTask;

    public async ValueTask InitializeAsync()
    {
        await _store.Open(TimeProvider.System);
        _view = new LiveView<string>(_store.Log, new Numbers());
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task An_event_that_cannot_be_folded_stops_its_own_mart_and_no_event_is_folded_twice()
    {
        var told = new List<string>();
        _view.GotStuck += (_, stuck) => told.Add(stuck.At.Mart);
        foreach (var (mart, number) in new[] { ("a", 1), ("b", 1), ("a", -1), ("a", 2), ("b", 2) }) await Append(mart, number);
        _running = _view.Run(_end.Token);
        await Append("b", 3);

        (await _view.Fresh("b")).ShouldBe("123");
        _view.Of("a").ShouldBe("1");
        await Should.ThrowAsync<ViewBehindException>(_view.Fresh("a"));
        (told, _view.Stuck).ShouldSatisfyAllConditions(t => t.told.ShouldBe(["a"]), t => t.Stuck.ShouldBe(["a"]));
    }

    [Fact]
    public async Task A_mart_whose_state_is_replaced_is_no_longer_stuck()
    {
        await Append("a", -1);
        _running = _view.Run(_end.Token);
        (await _view.WaitFor(await _store.Log.LastPosition(), TimeSpan.FromSeconds(10))).ShouldBeTrue();
        _view.Swap("a", _ => "repaired ");
        await Append("a", 4);
        (await _view.Fresh("a")).ShouldBe("repaired 4");
    }

    [Fact]
    public async Task What_is_out_of_date_is_not_shown_as_fresh()
    {
        await Append("a", 1);
        await Should.ThrowAsync<ViewBehindException>(_view.UpTo(await _store.Log.LastPosition(), "a", Moment));
        _running = _view.Run(_end.Token);
        (await _view.Fresh("a")).ShouldBe("1");
    }

    private Task Append(string mart, int number) =>
        _store.Log.Append(new Commit(mart, DateTimeOffset.UtcNow, Facts.Somebody) { Streams = [new("s", StreamAppend.Any, [new ThingHappened("counted", number)])] });

    /// <summary>The numbers that were counted, one after the other; a negative one cannot be.</summary>
    private sealed class Numbers : IView<string>
    {
        public string Initial(string mart) => "";

        public string Apply(string state, RecordedEvent e) =>
            ((ThingHappened)Facts.Types.Read(e)).Number is >= 0 and var number ? state + number.ToString(CultureInfo.InvariantCulture) : throw new InvalidOperationException("cannot be counted");
    }
}
