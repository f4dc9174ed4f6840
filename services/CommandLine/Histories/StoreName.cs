using Npgsql;
using TravelMart.CommandLine.Client;
using TravelMart.CommandLine.Hosting;
using TravelMart.CommandLine.Verbs;
using TravelMart.LocalServers;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Histories;

/// <summary>Stores as they are named on the command line.</summary>
internal static class StoreName
{
    public const string Help = "sqlite:DIR (what 'run' keeps), up:DIR (what 'up' runs), postgres:CONNECTION or marten:CONNECTION (Npgsql's keywords)";

    /// <summary>The store of a name.</summary>
    /// <exception cref="ServiceException">The name is none, or there is nothing where it points.</exception>
    public static async Task<LogPlace> Find(string name)
    {
        var (kind, where) = name.Split(':', 2) is [var k, { Length: > 0 } w] ? (k, w) : (name, "");
        return (kind, where) switch
        {
            (_, "") => throw Unknown(name),
            ("sqlite", _) when File.Exists(where) => throw new ServiceException($"{where} is a file; a store is the folder that it is in"),
            ("sqlite", _) => LogPlace.In(where),
            ("up", _) => LogPlace.On(await Running(where)),
            ("postgres", _) => new LogPlace(LogStore.Postgres, Connection(kind, where)),
            ("marten", _) when !LogPlace.HasMarten => throw new ServiceException("this is the build without Marten; start it as './travelmart --marten history …'"),
            ("marten", _) => new LogPlace(LogStore.Marten, Connection(kind, where)),
            _ => throw Unknown(name),
        };
    }

    private static async Task<string> Running(string data)
    {
        var folder = UpVerb.Folder(data);
        return ClusterState.Read(folder)?.Instances.Any(Cluster.Runs) == true
            ? await (await PostgresServer.Start(Path.Combine(folder, "postgres"))).Database(Cluster.DatabaseName)
            : throw new ServiceException($"nothing that 'travelmart up' started runs on {data}");
    }

    // What was said may hold a password, so it is not said again.
    private static string Connection(string kind, string said)
    {
        try { return new NpgsqlConnectionStringBuilder(said).ToString(); }
        catch (ArgumentException wrong) { throw new ServiceException($"what follows '{kind}:' is no connection string such as Host=127.0.0.1;Database=travelmart ({wrong.Message})"); }
    }

    private static ServiceException Unknown(string name) => new($"'{name}' names no store; a store is {Help}");
}
