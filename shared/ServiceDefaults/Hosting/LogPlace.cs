using TravelMart.EventSourcing;
using TravelMart.EventSourcing.Relational;
#if MARTEN
using TravelMart.EventSourcing.Marten;
#endif

namespace TravelMart.ServiceDefaults;

/// <summary>What services keep their logs in.</summary>
public enum LogStore
{
    /// <summary>A SQLite file for each service, in a folder.</summary>
    Sqlite,

    /// <summary>A schema of a PostgreSQL database for each service.</summary>
    Postgres,

    /// <summary>The same, and match history in Marten's tables.</summary>
    Marten,
}

/// <summary>Where services keep their logs.</summary>
/// <param name="Store">In what.</param>
/// <param name="Where">The folder, or the Npgsql connection string of the database.</param>
public sealed record LogPlace(LogStore Store, string Where)
{
    /// <summary>Whether the program was built with Marten (<c>-p:Marten=true</c>): match history on PostgreSQL is then kept in it.</summary>
    public static bool HasMarten =>
#if MARTEN
        true;
#else
        false;
#endif

    /// <summary>Files in a folder.</summary>
    public static LogPlace In(string folder) => new(LogStore.Sqlite, folder);

    /// <summary>A database.</summary>
    public static LogPlace On(string connection) => new(HasMarten ? LogStore.Marten : LogStore.Postgres, connection);

    /// <summary>Opens the log of a service; files are made where they are missing, a database is reached when the log is first used.</summary>
    /// <param name="module">The service.</param>
    /// <param name="types">The event types that it appends.</param>
    /// <param name="clock">The real time, for the time of recording.</param>
    public RelationalEventLog Open(IServiceModule module, EventTypes types, TimeProvider clock) => Store switch
    {
        LogStore.Sqlite => SqliteEventLog.Open(Path.Combine(Where, module.Name + ".db"), types, clock),
        LogStore.Marten when module.KeepsMatchHistory => OpenMarten(module.Name, types, clock),
        _ => PostgresEventLog.Open(Where, module.Name, types, clock),
    };

    private PostgresEventLog OpenMarten(string schema, EventTypes types, TimeProvider clock) =>
#if MARTEN
        MartenEventLog.Open(Where, schema, types, clock);
#else
        throw new NotSupportedException($"this program was built without Marten, which {schema} is kept in there");
#endif
}
