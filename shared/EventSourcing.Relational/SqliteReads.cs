using Microsoft.Data.Sqlite;

namespace TravelMart.EventSourcing.Relational;

/// <summary>Queries on pooled connections of their own: readers never wait for the writer, and see only what is committed.</summary>
internal sealed class SqliteReads(string connectionString)
{
    public async Task<T> Run<T>(Func<SqliteConnection, Task<T>> query)
    {
        await using var db = new SqliteConnection(connectionString);
        await db.OpenAsync();
        return await query(db);
    }

    public void Close()
    {
        using var any = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(any);
    }
}
