using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TravelMart.EventSourcing;
using TravelMart.Matching.Participants;
using TravelMart.ServiceDefaults;
using TravelMart.Testing;

namespace TravelMart.Matching.Tests;

public sealed class UnwindingTests
{
    private const string Mart = "/matching/marts/test-mart";

    [Fact]
    public async Task A_withdrawal_that_is_handled_again_leaves_alone_what_the_company_arranged_after_coming_back()
    {
        await using var system = await TestSystem.Start();
        await new MartBuilder().Seller("S1", 1).Seller("S2", 2).Buyer("B1").Write(system);
        var before = await Book(system, "S1", 3);
        var left = await Append(system, 1, new ParticipantWithdrew("B1", "changed plans"));
        await Poll.Until(async () => await Status(system, before) == "cancelled");
        await Append(system, 2, new ParticipantAdmitted("B1", "buyer", null, "KZ", ["en"], 1, null));
        var after = await Book(system, "S2", 4);

        var unwinding = system.Services.GetServices<IHostedService>().OfType<Unwinding>().Single();
        await ((IFollowing)unwinding).Deliver(left, TestContext.Current.CancellationToken);

        (await Status(system, after)).ShouldBe("booked");
        (await system.Log("matching").ReadClaims("test-mart", cancel: TestContext.Current.CancellationToken)).ShouldContain(c => c.Slot == 4 && c.Unit == "company/B1/1");
    }

    [Theory]
    [InlineData("B1", "S1", "buyer")]
    [InlineData("S1", "B1", "seller")]
    public async Task A_never_of_either_side_calls_off_what_the_two_had_arranged_and_nothing_else(string from, string about, string role)
    {
        await using var system = await TestSystem.Start();
        await new MartBuilder().Seller("S1", 1).Seller("S2", 2).Buyer("B1").Buyer("B2").Write(system);
        var between = await Book(system, "S1", 3);
        var pending = (await system.As("buyer", "B1").Post($"{Mart}/meetings", new { buyer = "B1", seller = "S1", repeat = true }, MartBuilder.Before))
            .Expect(201).Json.GetProperty("meeting").GetGuid();
        var other = await Book(system, "S2", 4);

        (await system.As(role, from).Put($"{Mart}/wishes/{from}/{about}", new { strength = "never" }, MartBuilder.Before)).Expect(200);

        await Poll.Until(async () => await Status(system, between) == "cancelled");
        await Poll.Until(async () => await Status(system, pending) == "withdrawn");
        (await Status(system, other)).ShouldBe("booked");
        (await system.Log("matching").ReadClaims("test-mart", cancel: TestContext.Current.CancellationToken)).ShouldAllBe(c => c.Slot == 4 || c.Unit == "pair/B1/S2");
    }

    private static async Task<RecordedEvent> Append(TestSystem system, int version, object fact)
    {
        var log = system.Log("matching");
        (await log.Append(new Commit("test-mart", MartBuilder.Before, new Cause(Guid.CreateVersion7(), "test"))
        {
            Streams = [new(Participant.StreamOf("B1"), version, [fact])],
        })).ShouldBeOfType<CommitResult.Done>();
        return (await log.ReadStream("test-mart", Participant.StreamOf("B1")))[^1];
    }

    private static async Task<Guid> Book(TestSystem system, string seller, int slot)
    {
        var id = (await system.As("buyer", "B1").Post($"{Mart}/meetings", new { buyer = "B1", seller, preferredSlots = new[] { slot } }, MartBuilder.Before))
            .Expect(201).Json.GetProperty("meeting").GetGuid();
        (await system.As("seller", seller).Post($"{Mart}/meetings/{id}/accept", new { slot }, MartBuilder.Before)).Expect(200);
        return id;
    }

    private static async Task<string> Status(TestSystem system, Guid meeting) =>
        (await system.Organizer().Get($"{Mart}/meetings/{meeting}")).Json.GetProperty("status").GetString()!;
}
