using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace TravelMart.EventSourcing.Relational;

/// <summary>
/// Queries on connections of their own: readers never wait for the writer, and see only what is committed. A connection that has
/// answered keeps its prepared statements for whoever asks next, so there are as many as ever asked at once.
/// </summary>
internal sealed class SqliteReads(string connectionString) : IDisposable
{
    private readonly ConcurrentBag<Statements> _idle = [];

    public async Task<T> Run<T>(Func<Statements, Task<T>> query)
    {
        var statements = _idle.TryTake(out var idle) ? idle : Open();
        try
        {
            var answer = await query(statements);
            _idle.Add(statements);
            return answer;
        }
        catch
        {
            // Whatever state it is in, nobody else shall find it so.
            statements.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var statements)) statements.Dispose();
    }

    private Statements Open()
    {
        var db = new SqliteConnection(connectionString);
        try
        {
            db.Open();
            return new Statements(db);
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }
}
