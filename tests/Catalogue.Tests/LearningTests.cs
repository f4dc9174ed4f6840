using TravelMart.EventSourcing;
using TravelMart.Testing;

namespace TravelMart.Catalogue.Tests;

public sealed class LearningTests
{
    [Fact]
    public async Task What_is_learned_keeps_its_original_time_and_a_repeated_message_changes_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("travelmart-test-").FullName;
        try
        {
            IReadOnlyList<RecordedEvent> learned;
            await using (var system = await TestSystem.Start(folder))
            {
                await system.OpenMart("m1");
                await system.AdmitSeller("m1", "S1");
                (await system.Organizer().Post("/registration/marts/m1/companies/S1/withdraw", new { reason = "ill" })).Expect(200);
                learned = await Learned(system);
                var said = await system.Log("registration").ReadForward(0, 100, "m1");
                learned.Select(e => e.Type).ShouldBe(["mart-learned", "seller-admitted", "seller-left"]);
                learned.Select(e => e.At).ShouldBe(new[] { "mart-opened", "company-admitted", "company-withdrew" }.Select(t => said.Single(e => e.Type == t).At));
                learned[1].Cause.Causation.ShouldBe(said.Single(e => e.Type == "company-admitted").Id);
                learned[1].Cause.Actor.ShouldBe("organizer");

                // A crash may lose the checkpoint after the effect: then everything is handed over once more.
                await system.Log("registration").Checkpoints.Move("relay:catalogue-directory", 0);
            }
            await using (var system = await TestSystem.Start(folder))
                (await Learned(system)).Select(e => e.Id).ShouldBe(learned.Select(e => e.Id));
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    private static async Task<IReadOnlyList<RecordedEvent>> Learned(TestSystem system)
    {
        var end = await system.Log("registration").LastPosition();
        for (var i = 0; i < 500 && await system.Log("registration").Checkpoints.Read("relay:catalogue-directory") < end; i++) await Task.Delay(20);
        (await system.Log("registration").Checkpoints.Read("relay:catalogue-directory")).ShouldBe(end);
        return await system.Log("catalogue").ReadForward(0, 100, "m1");
    }
}
