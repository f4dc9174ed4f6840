using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;
using TravelMart.CommandLine.Client;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Verbs;

/// <summary><c>travelmart recompute</c>: every figure once more, from the first event.</summary>
internal static class RecomputeVerb
{
    public static Command Create()
    {
        var mart = Shared.Mart();
        var at = new Option<string?>("--at") { Description = "Print the totals as of this instant instead (ISO 8601; without an offset in the mart's zone).", HelpName = "INSTANT" };
        var (against, data) = (Shared.Against(), Shared.Data());
        var command = new Command("recompute",
            "Rebuilds every read model of a mart beside the live one from event zero, compares, prints differences, and puts the rebuilt one in its place. "
            + "Exit status 0: they agree; 1: they did not.") { mart, at, against, data };
        command.SetAction((use, cancel) => Shared.Guard(() =>
            Run(use.GetRequiredValue(mart), use.GetValue(at), use.GetValue(against), use.GetRequiredValue(data), cancel)));
        return command;
    }

    private static async Task<int> Run(string mart, string? at, string? against, string data, CancellationToken cancel)
    {
        await using var system = await Shared.Open(against, data, cancel);
        await EnsureKnown(system.Api, mart, cancel);
        return at is null ? await Rebuild(system.Api, mart, cancel) : await AsOf(system.Api, mart, at, cancel);
    }

    private static async Task EnsureKnown(MartApi api, string mart, CancellationToken cancel)
    {
        if (!(await api.Get($"/registration/marts/{Uri.EscapeDataString(mart)}", cancel)).Ok) throw new ServiceException($"there is no mart '{mart}'");
    }

    private static async Task<int> AsOf(MartApi api, string mart, string at, CancellationToken cancel)
    {
        var totals = await api.Read($"/boards/marts/{mart}/totals?at={Uri.EscapeDataString(at)}", cancel);
        Console.Out.WriteLine(JsonNode.Parse(totals.GetRawText())!.ToJsonString(new(FactJson.Options) { WriteIndented = true }));
        return ExitCode.Done;
    }

    private static async Task<int> Rebuild(MartApi api, string mart, CancellationToken cancel)
    {
        var begun = TimeProvider.System.GetTimestamp();
        var reply = await Shared.People.Status().StartAsync("Rebuilding from event zero …", _ =>
            api.Call(Roles.Organizer, null, new(HttpMethod.Post, $"/boards/marts/{mart}/recompute", new { }, ""), cancel));
        var answer = JsonNode.Parse(MartApi.Expect(reply, "recompute").Text)!.AsObject();
        Console.Out.WriteLine(answer.ToJsonString(FactJson.Options));
        foreach (var difference in answer["differences"]!.AsArray())
            Shared.People.MarkupLine($"[red]{Text(difference, "path")}[/]: live {Text(difference, "live")}, recomputed {Text(difference, "recomputed")}");
        var took = TimeProvider.System.GetElapsedTime(begun).TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        var equal = answer["equal"]!.GetValue<bool>();
        Shared.People.MarkupLine($"[{(equal ? "green" : "red")}]{Verdict(answer)}[/] ({took} s).");
        return equal ? ExitCode.Done : ExitCode.WrongUse;
    }

    /// <summary>What a recomputation found, in one sentence without its stop.</summary>
    public static string Verdict(JsonObject answer)
    {
        var found = new List<string>();
        void Tell(int count, string what) { if (count > 0) found.Add($"{count} {what}"); }
        Tell(answer["differenceCount"]!.GetValue<int>(), "values differed, and the recomputed ones are in place now");
        Tell(answer["journalMissing"]!.AsArray().Count, "messages were missing from the journal, and are back");
        Tell(answer["journalExtra"]!.AsArray().Count, "messages in the journal come from no service, and are left out");
        return found.Count == 0 ? "Live and recomputed agree" : string.Join("; ", found);
    }

    private static string Text(JsonNode? node, string name) => (node?[name]?.ToJsonString() ?? "nothing").EscapeMarkup();
}
