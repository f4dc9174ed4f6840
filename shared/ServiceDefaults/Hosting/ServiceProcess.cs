using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace TravelMart.ServiceDefaults;

/// <summary>
/// One service in a process of its own, set up by environment variables:
/// <c>TRAVELMART_URL</c> to listen on, <c>TRAVELMART_DATABASE</c>, <c>TRAVELMART_BROKER</c>, <c>TRAVELMART_DATA</c>,
/// <c>TRAVELMART_SERVICE_SECRET</c>, <c>TRAVELMART_NODE</c>, <c>TRAVELMART_DEVELOPMENT_ISSUER</c>, and the addresses of all services, such as
/// <c>TRAVELMART_ADDRESS_MATCHING</c> (several with commas between them), and <c>TRAVELMART_PUBLIC_MATCHING</c> where callers from outside need
/// others.
/// </summary>
public static class ServiceProcess
{
    private const string Prefix = "TRAVELMART_", AddressPrefix = "ADDRESS_", PublicPrefix = "PUBLIC_", Secret = "SERVICE_SECRET";
    private const int ShortestSecret = 32;

    /// <summary>Runs a service until it is stopped. 2 when it is not set up rightly, 1 when its address is taken.</summary>
    public static async Task<int> Run(IModule module)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddEnvironmentVariables(Prefix);
        if (Missing(builder.Configuration, module) is { } missing)
        {
            await Console.Error.WriteLineAsync($"{module.Name}: {Prefix}{missing} is not set");
            return 2;
        }
        if (builder.Configuration[Secret]!.Length < ShortestSecret)
        {
            await Console.Error.WriteLineAsync($"{module.Name}: {Prefix}{Secret} has fewer than {ShortestSecret} characters");
            return 2;
        }
        builder.WebHost.UseUrls(builder.Configuration["URL"]!);
        LogLines(builder.Logging);
        builder.AddTravelMart(Settings(builder.Configuration), module);
        await using var app = builder.Build().MapTravelMart();
        try { await app.RunAsync(); }
        // Kestrel's own sentence names the address.
        catch (IOException taken) when (taken.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"{module.Name}: {taken.Message}");
            return 1;
        }
        return 0;
    }

    // One JSON object a line, with the trace that it belongs to. .NET's own settings, such as Logging__LogLevel__Default, ask for more or less.
    private static void LogLines(ILoggingBuilder logging) => logging.ClearProviders()
        .AddJsonConsole(lines =>
        {
            lines.UseUtcTimestamp = true;
            lines.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
            lines.IncludeScopes = true;
        })
        .Configure(o => o.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId)
        .SetMinimumLevel(LogLevel.Warning)
        .AddFilter("TravelMart", LogLevel.Information)
        .AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);

    private static string? Missing(ConfigurationManager said, IModule module) =>
        Needed(module as IServiceModule).FirstOrDefault(n => string.IsNullOrWhiteSpace(said[n]));

    private static string[] Needed(IServiceModule? service) => service switch
    {
        null => ["URL", "DATA", Secret],
        { PerNode: true } => ["URL", "BROKER", "DATA", Secret],
        _ => ["URL", "BROKER", "DATA", "DATABASE", Secret],
    };

    private static HostSettings Settings(ConfigurationManager said) => new(said["DATA"]!, string.Equals(said["DEVELOPMENT_ISSUER"], "true", StringComparison.OrdinalIgnoreCase))
    {
        Database = said["DATABASE"],
        Broker = said["BROKER"] is { Length: > 0 } broker ? new Uri(broker) : null,
        Node = said["NODE"] ?? Environment.MachineName,
        ServiceSecret = said[Secret],
        Addresses = Places(said, AddressPrefix),
        PublicAddresses = Places(said, PublicPrefix) is { Count: > 0 } outside ? outside : Places(said, AddressPrefix),
    };

    private static Dictionary<string, IReadOnlyList<Uri>> Places(ConfigurationManager said, string prefix) =>
        said.AsEnumerable().Where(p => p.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && !string.IsNullOrEmpty(p.Value))
            .ToDictionary(p => p.Key[prefix.Length..].ToLowerInvariant(),
                IReadOnlyList<Uri> (p) => [.. p.Value!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(a => new Uri(a))]);
}
