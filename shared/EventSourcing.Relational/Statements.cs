using System.Data;
using System.Data.Common;
using System.Globalization;

namespace TravelMart.EventSourcing.Relational;

/// <summary>
/// The statements of one connection, prepared once and used again with other values: a log repeats the same dozen for ever, and
/// parsing them each time costs more than running them. For one user at a time.
/// </summary>
internal sealed class Statements(DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _prepared = new(StringComparer.Ordinal);

    /// <summary>Events appended in the running transaction.</summary>
    public int Appended { get; set; }

    /// <summary>The transaction that was begun last, for what must take part in it and is not a statement.</summary>
    public DbTransaction? Transaction { get; set; }

    /// <summary>Gives up whatever runs or is asked next.</summary>
    public CancellationToken Cancel { get; set; }

    /// <summary>The connection itself, for what is not a statement.</summary>
    public DbConnection Connection => connection;

    /// <summary>Runs a statement and tells how many rows it changed.</summary>
    public Task<int> Run(string text, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Bind(text, parameters).ExecuteNonQueryAsync(Cancel);

    /// <summary>The first column of the first row; the default where there is none.</summary>
    public Task<T?> Scalar<T>(string text, params ReadOnlySpan<(string Name, object? Value)> parameters) => First<T>(Bind(text, parameters), Cancel);

    /// <summary>Every row.</summary>
    public Task<List<T>> Rows<T>(string text, Func<DbDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        All(Bind(text, parameters), read, Cancel);

    /// <summary>Lets go of the statements and closes the connection.</summary>
    public void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
        connection.Dispose();
    }

    private static async Task<T?> First<T>(DbCommand command, CancellationToken cancel) => await command.ExecuteScalarAsync(cancel) switch
    {
        null or DBNull => default,
        T value => value,
        // One database counts in int, another in long.
        var other => (T)Convert.ChangeType(other, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), CultureInfo.InvariantCulture),
    };

    private static async Task<List<T>> All<T>(DbCommand command, Func<DbDataReader, T> read, CancellationToken cancel)
    {
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancel)) rows.Add(read(reader));
        return rows;
    }

    private DbCommand Bind(string text, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        // A driver that notices by itself that its server has gone closes the connection without telling anybody.
        if (connection.State != ConnectionState.Open) throw new ConnectionGoneException();
        if (!_prepared.TryGetValue(text, out var command)) return _prepared[text] = connection.Command(text, parameters);
        for (var i = 0; i < parameters.Length; i++) command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
        return command;
    }
}

/// <summary>The database did not answer in time.</summary>
internal sealed class StoreTimeoutException(Exception cause) : DbException("the database did not answer in time", cause);

/// <summary>The connection broke while nobody used it.</summary>
internal sealed class ConnectionGoneException() : DbException("the connection to the database is gone");
