using Microsoft.Data.Sqlite;

namespace TravelMart.EndToEnd.Tests;

/// <summary>A data folder looked at from outside, with nothing but SQL.</summary>
internal sealed class DataFolder : IDisposable
{
    private static readonly string[] Sources = ["registration", "catalogue", "matching"];

    public string Path { get; } = Directory.CreateTempSubdirectory("travelmart-kill-").FullName;

    /// <summary>Events accepted so far, those of a bystander not counted; 0 while there are none.</summary>
    public long Events => Sources.Sum(s => File.Exists(FileOf(s)) ? Number(s, $"SELECT COUNT(*) FROM event WHERE mart NOT LIKE '{Bystander.Sign}%'") ?? 0 : 0);

    public string Integrity(string log) => Texts(log, "PRAGMA integrity_check")[0];

    /// <summary>The ids of a service's events of one type, in order of position.</summary>
    public IReadOnlyList<string> Ids(string log, string type) => Texts(log, "SELECT id FROM event WHERE type = @type ORDER BY position", ("@type", type));

    /// <summary>Every id of the journal's copies of one source.</summary>
    public IReadOnlyList<string> Journal(string source) => Texts("boards", "SELECT id FROM event WHERE stream = @source", ("@source", source));

    /// <summary>The marts, or events, of which a service has an event of one type.</summary>
    public IReadOnlyList<string> Marts(string log, string type) => Texts(log, "SELECT mart FROM event WHERE type = @type", ("@type", type));

    /// <summary>Every id of a service's events.</summary>
    public IReadOnlyList<string> All(string log) => Texts(log, "SELECT id FROM event");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Path, recursive: true);
    }

    private string FileOf(string log) => System.IO.Path.Combine(Path, log + ".db");

    private long? Number(string log, string sql)
    {
        // A process that is killed or starting may leave the file without its tables for a moment.
        try { return long.Parse(Texts(log, sql)[0], System.Globalization.CultureInfo.InvariantCulture); }
        catch (SqliteException) { return null; }
    }

    private List<string> Texts(string log, string sql, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        using var db = new SqliteConnection($"Data Source={FileOf(log)};Mode=ReadWrite;Pooling=False;Default Timeout=10");
        db.Open();
        using var command = db.CreateCommand();
#pragma warning disable CA2100 // The statements are constants of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        using var rows = command.ExecuteReader();
        var texts = new List<string>();
        while (rows.Read()) texts.Add(rows.GetString(0));
        return texts;
    }
}
