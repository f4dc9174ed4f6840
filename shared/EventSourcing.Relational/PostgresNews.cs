using Npgsql;

namespace TravelMart.EventSourcing.Relational;

/// <summary>
/// Hears of commits of all processes, within milliseconds. It is only a bell: whoever waits also looks by itself from time to time, so
/// nothing is lost while the connection is down.
/// </summary>
internal sealed class PostgresNews : IAsyncDisposable
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromMilliseconds(500);
    private readonly PostgresEventLog.Database _database;
    private readonly Action _ring;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public PostgresNews(PostgresEventLog.Database database, Action ring)
    {
        (_database, _ring) = (database, ring);
        _loop = Task.Run(Loop);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task Loop()
    {
        while (!_stop.IsCancellationRequested)
        {
            try { await Listen(); }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested) { return; }
            catch (Exception)
            {
                // Whatever it was: whoever waits looks by itself meanwhile.
                await Task.Delay(TryAgain, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task Listen()
    {
        await using var db = await _database.Connect(_stop.Token);
        db.Notification += (_, _) => _ring();
        await using (var listen = db.Command("LISTEN " + PostgresDialect.Channel)) await listen.ExecuteNonQueryAsync(_stop.Token);
        _ring();
        while (true) await db.WaitAsync(_stop.Token);
    }
}
