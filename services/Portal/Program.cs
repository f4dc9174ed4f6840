using TravelMart.ServiceDefaults;

namespace TravelMart.Portal;

/// <summary>The portal in a process of its own.</summary>
internal static class Program
{
    public static Task<int> Main() => ServiceProcess.Run(new PortalModule());
}
