using Microsoft.Data.Sqlite;

namespace TravelMart.CommandLine.Bench;

/// <summary>The yardstick of reading: the rows of a mart's events, read by plain SQL and looked at by nobody.</summary>
internal static class EventRows
{
    /// <summary>Reads them, of one mart or of all; how many they are.</summary>
    public static int Read(string file, string? mart = null)
    {
        using var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly }.ToString());
        db.Open();
        using var query = new SqliteCommand(mart is null ? "SELECT * FROM event ORDER BY position" : "SELECT * FROM event WHERE mart = @mart ORDER BY position", db);
        if (mart is not null) query.Parameters.AddWithValue("@mart", mart);
        using var reader = query.ExecuteReader();
        var row = new object[reader.FieldCount];
        var rows = 0;
        for (; reader.Read(); rows++) reader.GetValues(row);
        return rows;
    }
}
