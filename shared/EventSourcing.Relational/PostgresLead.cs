using Npgsql;

namespace TravelMart.EventSourcing.Relational;

/// <summary>
/// The lead as a lock that a database session holds: it ends with the session, so that a killed process loses it at once, and a
/// process that hangs when the server hears nothing of it for ten seconds. Two processes may believe to lead for a moment; what followers do
/// can be repeated, so that costs work and nothing else.
/// </summary>
internal sealed class PostgresLead : ILead
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(250), Beat = TimeSpan.FromSeconds(2);
    private readonly NpgsqlConnection _session;
    private readonly CancellationTokenSource _lost = new(), _stop = new();
    private readonly Task _beating;

    private PostgresLead(NpgsqlConnection session)
    {
        _session = session;
        Lost = _lost.Token;
        _beating = Task.Run(Keep);
    }

    public CancellationToken Lost { get; }

    /// <summary>Waits for the lock.</summary>
    public static async Task<ILead> Take(PostgresEventLog.Database database, long key, CancellationToken cancel)
    {
        var session = await database.Session(cancel);
        try
        {
            await using (var limit = session.Command("SET idle_session_timeout = '10s'")) await limit.ExecuteNonQueryAsync(cancel);
            while (true)
            {
                await using var take = session.Command("SELECT pg_try_advisory_lock(@key)", ("@key", key));
                if (await take.ExecuteScalarAsync(cancel) is true) return new PostgresLead(session);
                await Task.Delay(Look, cancel);
            }
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _beating;
        await _session.DisposeAsync();
        _stop.Dispose();
        _lost.Dispose();
    }

    private async Task Keep()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Beat, _stop.Token);
                await using var beat = _session.Command("SELECT 1");
                await beat.ExecuteScalarAsync(_stop.Token);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested) { /* It was given back. */ }
        catch (Exception)
        {
            await _lost.CancelAsync();
        }
    }
}
