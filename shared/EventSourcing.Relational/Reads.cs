using System.Collections.Concurrent;
using System.Data.Common;

namespace TravelMart.EventSourcing.Relational;

/// <summary>
/// Queries on connections of their own: readers never wait for a writer, and see only what is committed. A connection that has
/// answered keeps its prepared statements for whoever asks next; beyond the most that may be open at once, queries wait their turn.
/// </summary>
internal sealed class Reads(Dialect dialect, Func<CancellationToken, Task<DbConnection>> open, int most) : IDisposable
{
    private readonly ConcurrentBag<Statements> _idle = [];
    private readonly SemaphoreSlim _turns = new(most);

    public async Task<T> Run<T>(Func<Statements, Task<T>> query, CancellationToken cancel)
    {
        await _turns.WaitAsync(cancel);
        try { return await dialect.Patiently(stop => Once(query, stop), cancel); }
        finally { _turns.Release(); }
    }

    public void Dispose()
    {
        LetGo();
        _turns.Dispose();
    }

    private async Task<T> Once<T>(Func<Statements, Task<T>> query, CancellationToken stop)
    {
        var statements = _idle.TryTake(out var idle) ? idle : new Statements(await open(stop));
        statements.Cancel = stop;
        try
        {
            var answer = await query(statements);
            _idle.Add(statements);
            return answer;
        }
        catch (Exception failure)
        {
            // Whatever state it is in, nobody else shall find it so; and where one connection broke, the others have too.
            statements.Dispose();
            if (dialect.MayPass(failure)) LetGo();
            throw;
        }
    }

    private void LetGo()
    {
        while (_idle.TryTake(out var statements)) statements.Dispose();
    }
}
