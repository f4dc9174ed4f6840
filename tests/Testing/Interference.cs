using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.EventSourcing;

namespace TravelMart.Testing;

/// <summary>What happens instead of a call to a log.</summary>
/// <param name="method">The name of the method, such as <c>Append</c>.</param>
/// <param name="arguments">What it is called with.</param>
/// <param name="go">Goes on to the log itself.</param>
public delegate object? Interfering(string method, object?[] arguments, Func<object?> go);

/// <summary>
/// The real log of a running system, into which a test steps at a moment of its choice: somebody else is faster, or the store fails.
/// </summary>
public class Interference : DispatchProxy
{
    private IEventLog _log = null!;
    private Interfering _step = null!;

    /// <summary>Steps into the log of one service of a host that is about to be built.</summary>
    public static Action<WebApplicationBuilder> On(string module, Interfering step) => builder =>
        builder.Host.ConfigureContainer<IServiceCollection>((_, services) =>
        {
            var itself = services.Last(s => s.ServiceType == typeof(IEventLog) && Equals(s.ServiceKey, module));
            services.Remove(itself);
            services.AddKeyedSingleton(module + " itself", (s, _) => (IEventLog)itself.KeyedImplementationFactory!(s, module));
            services.AddKeyedSingleton(module, (s, _) => Of(s.GetRequiredKeyedService<IEventLog>(module + " itself"), step));
        });

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        _step(targetMethod!.Name, args ?? [], () => targetMethod.Invoke(_log, args));

    private static IEventLog Of(IEventLog log, Interfering step)
    {
        var between = Create<IEventLog, Interference>();
        (((Interference)(object)between)._log, ((Interference)(object)between)._step) = (log, step);
        return between;
    }
}
