using System.Data.Common;

namespace TravelMart.EventSourcing.Relational;

/// <summary>
/// The statements of one connection, prepared once and used again with other values: a writer repeats the same dozen for ever, and
/// parsing them each time costs more than running them. For one user at a time.
/// </summary>
internal sealed class Statements(DbConnection connection) : IDisposable
{
    private readonly Dictionary<string, DbCommand> _prepared = new(StringComparer.Ordinal);

    /// <summary>For the rare query that is not worth keeping.</summary>
    public DbConnection Connection => connection;

    /// <summary>Runs a statement and tells how many rows it changed.</summary>
    public Task<int> Run(string text, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Bind(text, parameters).ExecuteNonQueryAsync();

    /// <summary>The first column of the first row; the default where there is none.</summary>
    public Task<T?> Scalar<T>(string text, params ReadOnlySpan<(string Name, object? Value)> parameters) => First<T>(Bind(text, parameters));

    public void Dispose()
    {
        foreach (var command in _prepared.Values) command.Dispose();
    }

    private static async Task<T?> First<T>(DbCommand command) =>
        await command.ExecuteScalarAsync() is { } value and not DBNull ? (T)value : default;

    private DbCommand Bind(string text, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (!_prepared.TryGetValue(text, out var command)) return _prepared[text] = connection.Command(text, parameters);
        for (var i = 0; i < parameters.Length; i++) command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
        return command;
    }
}
