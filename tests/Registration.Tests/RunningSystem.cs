using TravelMart.Testing;

namespace TravelMart.Registration.Tests;

/// <summary>One running system for the tests of a class; every test has a mart of its own in it.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    private int _marts;

    public TestSystem System { get; private set; } = null!;

    public async ValueTask InitializeAsync() => System = await TestSystem.Start();

    public ValueTask DisposeAsync() => System.DisposeAsync();

    public async Task<string> Mart()
    {
        var mart = $"mart-{Interlocked.Increment(ref _marts)}";
        await System.OpenMart(mart);
        return mart;
    }
}
