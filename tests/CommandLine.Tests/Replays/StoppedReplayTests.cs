using System.CommandLine;
using TravelMart.CommandLine.Client;
using TravelMart.CommandLine.Hosting;
using TravelMart.CommandLine.MartFolders;
using TravelMart.CommandLine.Replay;
using TravelMart.CommandLine.Tests.MartFolders;
using TravelMart.CommandLine.Verbs;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Tests.Replays;

/// <summary>What a replay cannot go on with ends it with a sentence, and ends nothing else.</summary>
[Collection(Alone.Name)]
public sealed class StoppedReplayTests : IDisposable
{
    private readonly TemporaryFolder _mart = TemporaryFolder.OfAlmaty();

    private string Data => Path.Combine(_mart.Path, "data");

    public void Dispose() => _mart.Dispose();

    [Fact]
    public async Task A_visitor_who_cancels_a_meeting_of_the_sample_stops_its_day_and_not_the_system()
    {
        await CancelAMeetingBeforeTheDay();
        using var stop = new CancellationTokenSource();
        var (errors, port) = (Console.Error, LocalSystem.FreePort());
        await using var complaints = new StringWriter();
        Console.SetError(complaints);
        try
        {
            var running = RunVerb.Create().Parse(["--data", Data, "--port", $"{port}", "--speed", "0"]).InvokeAsync(cancellationToken: stop.Token);
            while (!running.IsCompleted && !complaints.ToString().Contains("stops here", StringComparison.Ordinal))
                await Task.Delay(100, TestContext.Current.CancellationToken);
            running.IsCompleted.ShouldBeFalse(complaints.ToString());
            complaints.ToString().ShouldContain("A meeting that is cancelled cannot be");
            using var visitor = new MartApi(new Uri($"http://127.0.0.1:{port}"));
            (await visitor.Get("/boards/marts/almaty-2023/hall", TestContext.Current.CancellationToken)).Ok.ShouldBeTrue();
            await stop.CancelAsync();
            (await running).ShouldBe(0);
        }
        finally { Console.SetError(errors); }
    }

    [Fact]
    public async Task A_data_folder_that_was_played_from_another_version_is_told_apart()
    {
        var folder = MartFolder.Read(_mart.Path).Folder!;
        await using (var system = await LocalSystem.Start(Data, null, TestContext.Current.CancellationToken))
        {
            var desk = new Desk(system.Api, folder, new ReplayWatch(null));
            await desk.AsOrganizer("/registration/events", folder.Event, "event", desk.At(folder.Settings.Phases.ApplicationsOpen), TestContext.Current.CancellationToken);
        }
        _mart.Write("mart.json", _mart.Text("mart.json").Replace("\"Almaty\"", "\"Astana\"", StringComparison.Ordinal));

        var told = await Verb.Run(ReplayVerb.Create(), _mart.Path, "--data", Data);

        told.Exit.ShouldBe(1);
        told.Errors.ShouldContain("this data folder was played from another version of the mart folder");
    }

    [Fact]
    public async Task Whoever_waits_too_long_says_for_what()
    {
        await using var system = await LocalSystem.Start(null, null, TestContext.Current.CancellationToken);
        var wait = system.Api.Until("the moon to rise", "/health/ready", _ => false, TestContext.Current.CancellationToken, TimeSpan.FromMilliseconds(200));
        (await wait.ShouldThrowAsync<ServiceException>()).Message.ShouldContain("for the moon to rise");
    }

    private async Task CancelAMeetingBeforeTheDay()
    {
        var cancel = TestContext.Current.CancellationToken;
        var folder = MartFolder.Read(SampleFolders.Find(AlmatyGenerator.Name)!).Folder!;
        await using var system = await LocalSystem.Start(Data, null, cancel);
        var watch = new ReplayWatch(null);
        await new Preparation(folder, new Desk(system.Api, folder, watch), watch).Run(cancel);
        var meetings = "/matching/marts/almaty-2023/meetings";
        var held = folder.Day.First(r => r is { What: Happening.Held, Meeting: 1 }).Pair!.Value;
        var booked = (await system.Api.Read($"{meetings}?buyer={held.Buyer}&seller={held.Seller}&status=booked", cancel)).GetProperty("items")[0];
        var path = $"{meetings}/{booked.GetProperty("meeting").GetGuid()}/cancel";
        (await system.Api.Call(Roles.Organizer, null, new(HttpMethod.Post, path, new { reason = "a-visitor-wanted-it" }, "visit"), cancel)).Ok.ShouldBeTrue();
        await system.Api.Settle(cancel);
    }
}
