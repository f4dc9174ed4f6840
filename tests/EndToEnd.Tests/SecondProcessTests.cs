using TravelMart.Testing;

namespace TravelMart.EndToEnd.Tests;

public sealed class SecondProcessTests
{
    [Fact]
    public async Task A_second_process_on_the_same_data_is_refused_in_one_plain_line_and_may_start_when_the_first_was_killed()
    {
        using var data = new DataFolder();
        await using var first = Start(data);
        await Answers(first);

        await using var second = await Launched.Run("run", "--empty", "--data", data.Path, "--port", $"{TestSystem.FreePort()}");
        second.ExitCode.ShouldBe(1);
        second.Output.ShouldBeEmpty();
        second.Errors.ShouldHaveSingleItem().ShouldStartWith($"travelmart: another process runs on {data.Path}");
        first.HasExited.ShouldBeFalse();

        await first.Kill();
        await using var third = Start(data);
        await Answers(third);
    }

    private static Launched Start(DataFolder data) => Launched.Start("run", "--empty", "--data", data.Path, "--port", $"{TestSystem.FreePort()}");

    private static async Task Answers(Launched process)
    {
        using var http = new HttpClient { BaseAddress = await process.Address() };
        (await http.GetStringAsync("/health/ready")).ShouldContain("\"ready\"");
    }
}
