using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using TravelMart.CommandLine.Client;

namespace TravelMart.CommandLine.Verbs;

/// <summary><c>travelmart board</c>: the hall in the terminal, live or at a past instant.</summary>
internal static class BoardVerb
{
    public static Command Create()
    {
        var mart = Shared.Mart();
        var at = new Option<string?>("--at") { Description = "Show the board as it stood then, once.", HelpName = "INSTANT" };
        var once = new Option<bool>("--once") { Description = "Show the board once instead of following it." };
        var trace = new Option<Guid?>("--trace") { Description = "Show one meeting's way through the services instead.", HelpName = "MEETING" };
        trace.Validators.Add(r => { if (r.Tokens.Any(t => !Guid.TryParse(t.Value, out _))) r.AddError("--trace takes the id of a meeting"); });
        var (against, data) = (Shared.Against(), Shared.Data());
        var command = new Command("board", "The hall board in the terminal.") { mart, at, once, trace, against, data };
        command.SetAction((use, cancel) => Shared.Guard(() => use.GetValue(trace) is { } meeting
            ? MeetingTrace.Show(use.GetRequiredValue(mart), meeting, use.GetValue(against), use.GetRequiredValue(data), cancel)
            : Run(use.GetRequiredValue(mart), use.GetValue(at), use.GetValue(once), use.GetValue(against), use.GetRequiredValue(data), cancel)));
        return command;
    }

    private static async Task<int> Run(string mart, string? at, bool once, string? against, string data, CancellationToken cancel)
    {
        await using var system = await Shared.Open(against, data, cancel);
        var query = at is null ? "" : "?at=" + Uri.EscapeDataString(at);
        var first = await Draw(system.Api, mart, query, cancel);
        if (at is not null || once || Console.IsOutputRedirected)
        {
            Shared.Answers.Write(first);
            return ExitCode.Done;
        }
        await Shared.Answers.Live(first).StartAsync(async live =>
        {
            while (!cancel.IsCancellationRequested)
            {
                live.UpdateTarget(await Draw(system.Api, mart, query, cancel));
                live.Refresh();
                await Task.Delay(500, cancel);
            }
        });
        return ExitCode.Done;
    }

    private static async Task<Table> Draw(MartApi api, string mart, string query, CancellationToken cancel) =>
        HallTable.Of(await api.Read($"/boards/marts/{mart}/hall{query}", cancel), await api.Read($"/boards/marts/{mart}/totals{query}", cancel),
            Shared.Answers.Profile.Width);
}
