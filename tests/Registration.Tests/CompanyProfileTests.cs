using TravelMart.EventSourcing;
using TravelMart.Testing;

namespace TravelMart.Registration.Tests;

/// <summary>A company is known under its event as it applied, and not as somebody was refused.</summary>
public sealed class CompanyProfileTests
{
    [Fact]
    public async Task A_form_that_was_beaten_by_another_one_leaves_no_trace()
    {
        Func<Task>? faster = null;
        await using var system = await TestSystem.Start(configure: Interference.On("registration", (method, arguments, go) =>
            method == nameof(IEventLog.Append) && ((Commit)arguments[0]!).Streams.Any(s => s.Stream == RegistrationLog.ApplicationStream("S1"))
            && Interlocked.Exchange(ref faster, null) is { } first ? After(first, go) : go()));
        await system.OpenMart("m1");
        Task<ApiAnswer> Apply(string name) => system.Organizer().Post("/registration/marts/m1/companies", RegistrationForms.Seller("S1", name), RegistrationForms.Spring);
        ApiAnswer? first = null;
        faster = async () => first = await Apply("Hanok Clinic");

        (await Apply("Another Clinic")).Expect(409).Refusal.ShouldBe("AlreadyApplied");

        first!.Expect(201);
        var log = system.Log("registration");
        await Poll.Until(async () => (await log.ReadStream("m1-trip", RegistrationLog.CompanyStream("S1"))).Count > 0);
        await Poll.Until(async () => await log.Checkpoints.Read("company-profiles") >= await log.LastPosition());
        (await log.ReadStream("m1-trip", RegistrationLog.CompanyStream("S1"), cancel: TestContext.Current.CancellationToken)).ShouldHaveSingleItem().Json.ShouldContain("Hanok Clinic");
    }

    private static async Task<CommitResult> After(Func<Task> first, Func<object?> go)
    {
        await first();
        return await (Task<CommitResult>)go()!;
    }
}
