namespace TravelMart.ServiceDefaults;

/// <summary>How a host is set up.</summary>
/// <param name="DataFolder">Where embedded logs and keys are kept.</param>
/// <param name="DevelopmentIssuer">Whether Registration issues tokens to whoever asks on this machine: for demos and rehearsals only.</param>
public sealed record HostSettings(string DataFolder, bool DevelopmentIssuer)
{
    /// <summary>Where the keys of tokens are kept.</summary>
    public string KeyFolder => Path.Combine(DataFolder, "keys");

    /// <summary>Base addresses of each service, by name; several where it runs more than once. In one process all are the host's own.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Uri>> Addresses { get; init; } = new Dictionary<string, IReadOnlyList<Uri>>();

    /// <summary>The same, as callers from outside reach them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Uri>> PublicAddresses { get; init; } = new Dictionary<string, IReadOnlyList<Uri>>();

    /// <summary>Connection string of the PostgreSQL database in which services keep their logs; null for embedded logs.</summary>
    public string? Database { get; init; }

    /// <summary>Address of the RabbitMQ broker (amqp or amqps, with user and password); null where messages stay in the process.</summary>
    public Uri? Broker { get; init; }

    /// <summary>What this process is called among several of its kind: it names the temporary queues of a node.</summary>
    public string Node { get; init; } = "here";

    /// <summary>With what a service shows Registration that it is one; null where services share the issuer's process.</summary>
    public string? ServiceSecret { get; init; }
}
