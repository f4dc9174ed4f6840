using System.Text.Json;
using TravelMart.EventSourcing;

namespace TravelMart.CommandLine.Hosting;

/// <summary>One process of a service.</summary>
/// <param name="Service">Its name.</param>
/// <param name="Number">Which of its kind, from 1.</param>
/// <param name="Address">Where it listens.</param>
/// <param name="ProcessId">Its process; 0 when it was not started.</param>
/// <param name="StartedAt">When that process started, by which another one with the same number is told apart.</param>
internal sealed record ServiceInstance(string Service, int Number, Uri Address, int ProcessId = 0, DateTimeOffset? StartedAt = null);

/// <summary>What runs on a data folder as separate processes: kept in the folder, so that another call can stop exactly that.</summary>
/// <param name="PostgresPort">Port of the private PostgreSQL; 0 before it was started.</param>
/// <param name="RabbitPort">Port of the private RabbitMQ; 0 before it was started.</param>
/// <param name="Secret">What services show Registration.</param>
/// <param name="Instances">The processes.</param>
internal sealed record ClusterState(int PostgresPort, int RabbitPort, string Secret, IReadOnlyList<ServiceInstance> Instances)
{
    private const string FileName = "cluster.json";

    /// <summary>What a folder says; null where nothing was ever started as separate processes.</summary>
    public static ClusterState? Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        return File.Exists(file) ? JsonSerializer.Deserialize<ClusterState>(File.ReadAllText(file), FactJson.Options) : null;
    }

    /// <summary>Keeps it, readable by its owner alone.</summary>
    public void Write(string folder)
    {
        var file = Path.Combine(folder, FileName);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(file, options);
        writer.Write(JsonSerializer.Serialize(this, FactJson.Options));
    }
}
