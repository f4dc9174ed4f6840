using System.Globalization;
using TravelMart.Testing;

namespace TravelMart.Simulation.Tests;

/// <summary>A whole system that several seeds share, each with a mart of its own: marts must not disturb each other.</summary>
public sealed class SharedSystem : IAsyncLifetime
{
    public TestSystem System { get; private set; } = null!;

    public async ValueTask InitializeAsync() => System = await TestSystem.Start();

    public ValueTask DisposeAsync() => System.DisposeAsync();
}

/// <summary>
/// Random marts, a step at a time. SIMULATION_SEEDS and SIMULATION_STEPS make it longer: 12 seeds of 80 steps unless they say otherwise.
/// </summary>
public abstract class RandomMarts(SharedSystem shared)
{
    private static int Seeds => Setting("SIMULATION_SEEDS", 12);

    private static int Steps => Setting("SIMULATION_STEPS", 80);

    protected static IEnumerable<TheoryDataRow<int>> SeedsFrom(int first) =>
        Enumerable.Range(1, Seeds).Where(seed => seed % 2 == first).Select(seed => new TheoryDataRow<int>(seed));

    protected async Task Live(int seed, bool sharedTables, bool interpreters)
    {
        var story = new Story(shared.System, $"random-{seed.ToString(CultureInfo.InvariantCulture)}", seed);
        await story.Run(Steps, sharedTables, interpreters);
        TestContext.Current.TestOutputHelper?.WriteLine($"{story.Count.Done} writes done, {story.Count.Refused} refused; {string.Join(", ", story.Model.Totals().Select(t => $"{t.Key} {t.Value}"))}");
        story.Count.Done.ShouldBeGreaterThan(Steps / 3, "a story in which little happens proves little");
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var said) ? said : usual;
}

public sealed class Marts_with_stands(SharedSystem shared) : RandomMarts(shared), IClassFixture<SharedSystem>
{
    public static IEnumerable<TheoryDataRow<int>> OddSeeds => SeedsFrom(1);

    [Theory]
    [MemberData(nameof(OddSeeds))]
    public Task After_every_step_live_recomputed_and_modelled_figures_agree(int seed) => Live(seed, sharedTables: false, interpreters: seed % 3 == 0);
}

public sealed class Marts_with_shared_tables(SharedSystem shared) : RandomMarts(shared), IClassFixture<SharedSystem>
{
    public static IEnumerable<TheoryDataRow<int>> EvenSeeds => SeedsFrom(0);

    [Theory]
    [MemberData(nameof(EvenSeeds))]
    public Task After_every_step_live_recomputed_and_modelled_figures_agree(int seed) => Live(seed, sharedTables: true, interpreters: seed % 4 == 0);
}
