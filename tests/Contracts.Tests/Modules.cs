using System.Reflection;
using TravelMart.AllInOne;
using TravelMart.ServiceDefaults;

namespace TravelMart.Contracts.Tests;

/// <summary>Every service that the one-process host is made of.</summary>
internal static class Modules
{
    public static IReadOnlyList<IServiceModule> All { get; } =
    [
        .. typeof(AllInOneHost).Assembly.GetReferencedAssemblies().Where(a => a.Name!.StartsWith("TravelMart.", StringComparison.Ordinal))
            .SelectMany(a => Assembly.Load(a).GetExportedTypes()).Where(t => t.IsAssignableTo(typeof(IServiceModule)) && t.IsClass)
            .Select(t => (IServiceModule)Activator.CreateInstance(t)!).OrderBy(m => m.Name, StringComparer.Ordinal),
    ];
}
