using TravelMart.Simulation.Tests.Model;
using TravelMart.Testing;

namespace TravelMart.Simulation.Tests;

/// <summary>
/// One mart's life, drawn from a seed: every step is a write over the public API by somebody, often something that must be refused.
/// The model says beforehand what must come of it, and after every step everything is counted again.
/// </summary>
internal sealed partial class Story(TestSystem system, string mart, int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<string> _told = [];
    private readonly Dictionary<string, ApiClient> _clients = [];
    private readonly Dictionary<Guid, bool> _plans = [];
    private MartModel _model = null!;
    private DateTimeOffset _at;

    /// <summary>How many writes were done and how many refused.</summary>
    public (int Done, int Refused) Count { get; private set; }

    public MartModel Model => _model;

    public async Task Run(int steps, bool sharedTables, bool interpreters)
    {
        var setup = new MartSetup(system, mart, _random);
        _model = await setup.Open(sharedTables, interpreters);
        var proof = new Proof(system, mart, _model);
        try
        {
            await system.Settle();
            for (var step = 0; step < steps; step++)
            {
                _at = TimeOf(step / (double)steps);
                await Step(step / (double)steps, setup);
                await proof.Check();
            }
            await proof.CheckPublicTotals();
        }
        catch (Exception broken)
        {
            throw new InvalidOperationException($"seed {seed}, after {_told.Count} steps: {broken.Message}\n{string.Join('\n', _told)}", broken);
        }
    }

    /// <summary>Sends a write and holds its answer against what the model expects. Now and then it is sent twice.</summary>
    private async Task<ApiAnswer> Act(string words, Expectation expected, Func<string, Task<ApiAnswer>> send)
    {
        _told.Add($"{_told.Count + 1,3} {_at:MM-dd HH:mm} {words}");
        var key = Guid.NewGuid().ToString();
        var answer = await send(key);
        _told[^1] += answer.Ok ? "" : $" ({answer.Refusal})";
        ((int)answer.Status).ShouldBeLessThan(500, answer.Text);
        answer.Ok.ShouldBe(expected.Ok, $"{words}: {answer.Text}");
        Count = answer.Ok ? (Count.Done + 1, Count.Refused) : (Count.Done, Count.Refused + 1);
        if (answer.Ok && _random.Next(8) == 0) (await send(key)).ShouldBe(answer, "the same write again");
        if (answer.Ok) await Follow(expected, answer);
        return answer;
    }

    /// <summary>Lets the model do what the product has done, and waits for requests that the mart's clock has now left behind.</summary>
    private async Task Follow(Expectation expected, ApiAnswer answer)
    {
        var before = Lapsed();
        expected.Then(answer.Json);
        foreach (var lapsed in Lapsed().Except(before).ToList())
            await Settling.Until(async () => (await State(lapsed)).GetProperty("status").GetString() == "expired", $"request {lapsed} does not lapse");
    }

    private HashSet<Guid> Lapsed() => [.. _model.Encounters.Values.Where(e => e.State == "expired").Select(e => e.Id)];

    private async Task<System.Text.Json.JsonElement> State(Guid meeting) => (await Organizer.Get($"/matching/marts/{mart}/meetings/{meeting}")).Expect(200).Json;

    private async Task SeatInterpreter(Encounter e)
    {
        var seated = await State(e.Id);
        _model.SeatInterpreter(e, seated.TryGetProperty("interpreter", out var name) && name.ValueKind == System.Text.Json.JsonValueKind.String ? name.GetString() : null);
    }

    private ApiClient Organizer => Client("organizer", null);

    private ApiClient Client(string role, string? company) =>
        _clients.TryGetValue(role + company, out var known) ? known : _clients[role + company] = system.As(role, company);

    /// <summary>Who speaks for a side: the company itself, or now and then the organizer for it.</summary>
    private (ApiClient Client, string? OnBehalfOf) Speaker(string side, Company buyer, Company seller)
    {
        if (side == "desk") return (Organizer, null);
        var company = side == "buyer" ? buyer : seller;
        return _random.Next(6) == 0 ? (Organizer, company.Id) : (Client(company.Role, company.Id), null);
    }

    // The weeks before, the last days, the day itself, the time after; sometimes somebody's clock is behind.
    private DateTimeOffset TimeOf(double passed)
    {
        var (from, to, share) = passed switch
        {
            < 0.3 => ("2023-07-04T09:00", "2023-07-07T17:00", passed / 0.3),
            < 0.4 => ("2023-07-07T18:00", "2023-07-12T20:00", (passed - 0.3) / 0.1),
            < 0.9 => ("2023-07-13T09:10", "2023-07-13T13:20", (passed - 0.4) / 0.5),
            _ => ("2023-07-13T14:00", "2023-07-20T12:00", (passed - 0.9) / 0.1),
        };
        var told = MartSetup.Local(from) + ((MartSetup.Local(to) - MartSetup.Local(from)) * share);
        if (_random.Next(20) == 0) return _model.Clock.AddMinutes(-10);
        return told > _model.Clock ? told : _model.Clock;
    }

    private T Any<T>(IEnumerable<T> of) => of.ToList() is { Count: > 0 } all ? all[_random.Next(all.Count)] : throw new NothingThere();

    private Encounter AnyMeeting(params string[] states) =>
        Any(_random.Next(5) == 0 ? _model.Encounters.Values : _model.Encounters.Values.Where(e => states.Contains(e.State)));

    private string AnySide() => Any(["buyer", "seller", "desk"]);

    private int AnySlot() => _random.Next(12) == 0 ? _model.Slots.Count + _random.Next(3) : _random.Next(_model.Slots.Count);

    private int[] SomeSlots(int most) => [.. Enumerable.Range(0, _random.Next(most + 1)).Select(_ => AnySlot()).Distinct()];

    /// <summary>The story has nothing yet to which this could happen; the step is another one.</summary>
    private sealed class NothingThere : Exception;
}
