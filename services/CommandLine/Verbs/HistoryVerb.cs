using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Spectre.Console;
using TravelMart.CommandLine.Client;
using TravelMart.CommandLine.Histories;
using TravelMart.CommandLine.Hosting;
using TravelMart.CommandLine.Replay;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Verbs;

/// <summary><c>travelmart history</c>: the whole history of a mart, for whoever wants to count it again, or to keep it elsewhere.</summary>
internal static class HistoryVerb
{
    public static Command Create() => new("history", "The history of a mart.") { Export(), Hash(), Copy(), Import() };

    private static Command Export()
    {
        var mart = Shared.Mart();
        var output = new Option<string?>("--out") { Description = "The file to write (otherwise standard output).", HelpName = "FILE" };
        var (against, data) = (Shared.Against(), Shared.Data());
        var command = new Command("export", "Writes every event of a mart as JSON Lines (docs/history.md says what a line holds).") { mart, output, against, data };
        command.SetAction((use, cancel) => Shared.Guard(async () =>
        {
            await using var system = await Shared.Open(use.GetValue(against), use.GetRequiredValue(data), cancel);
            var file = use.GetValue(output);
            await using var writer = file is null ? new StreamWriter(Console.OpenStandardOutput()) : new StreamWriter(file);
            var lines = 0;
            await foreach (var line in Lines(system, use.GetRequiredValue(mart), cancel))
            {
                await writer.WriteAsync(line + "\n");
                lines++;
            }
            if (lines == 0) throw new ServiceException($"there is no mart '{use.GetRequiredValue(mart)}'");
            if (file is not null) await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{lines} events in {file}"));
            return ExitCode.Done;
        }));
        return command;
    }

    /// <summary>The facts about the event that the mart belongs to, then those of the mart, service by service.</summary>
    private static async IAsyncEnumerable<string> Lines(LocalSystem system, string mart, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        if (await EventOf(system, mart, cancel) is { } trip && trip != mart)
            await foreach (var line in system.Api.Lines($"/registration/marts/{trip}/history", cancel)) yield return line;
        foreach (var service in History.Services)
            await foreach (var line in system.Api.Lines($"/{service}/marts/{mart}/history", cancel)) yield return line;
    }

    private static async Task<string?> EventOf(LocalSystem system, string mart, CancellationToken cancel)
    {
        await foreach (var line in system.Api.Lines($"/registration/marts/{mart}/history", cancel))
            if (JsonSerializer.Deserialize<HistoryLine>(line, FactJson.Options) is { Type: "mart-opened" } opened) return HistoryStore.EventOf(opened.Data.GetRawText());
        return null;
    }

    private static Command Hash()
    {
        var file = new Argument<string>("FILE") { Description = "An exported history." };
        var events = new Option<long?>("--events") { Description = "Only the first so many events of match history: those that a result covers.", HelpName = "N" };
        var command = new Command("hash", "The hash over the match history in an export, as sealed results state it.") { file, events };
        command.SetAction((use, cancel) => Shared.Guard(() => HashFile(use.GetRequiredValue(file), use.GetValue(events), cancel)));
        return command;
    }

    private static async Task<int> HashFile(string file, long? most, CancellationToken cancel)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var counted = 0L;
        await foreach (var line in new HistoryFile(file).Lines(cancel))
        {
            if (counted >= (most ?? long.MaxValue)) break;
            if (line.Service != "matching") continue;
            sha.AppendData(Encoding.UTF8.GetBytes(line.Canonical() + "\n"));
            counted++;
        }
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(sha.GetHashAndReset())} {counted}"));
        return ExitCode.Done;
    }

    private static Command Copy()
    {
        var mart = Shared.Mart();
        var from = new Option<string>("--from") { Description = "The store that has it: " + StoreName.Help + ".", HelpName = "STORE", Required = true };
        var to = To();
        var command = new Command("copy", "Copies a mart's history from one store to another, and compares both sides.") { mart, from, to };
        command.SetAction((use, cancel) => Shared.Guard(async () =>
        {
            var (source, target) = (await StoreName.Find(use.GetRequiredValue(from)), await StoreName.Find(use.GetRequiredValue(to)));
            if (source == target) throw new ServiceException("a store is not copied to itself");
            if (source.Store == LogStore.Sqlite && !File.Exists(Path.Combine(source.Where, "registration.db"))) throw new ServiceException($"there is no data in {source.Where}");
            await using var store = new HistoryStore(source);
            return await Move(store, target, use.GetRequiredValue(mart), cancel);
        }));
        return command;
    }

    private static Command Import()
    {
        var file = new Argument<string>("FILE") { Description = "An exported history." };
        var to = To();
        var command = new Command("import", "Brings an exported history into a store. Notes and persons are not in an export, and so are forgotten there.") { file, to };
        command.SetAction((use, cancel) => Shared.Guard(async () =>
        {
            var source = new HistoryFile(use.GetRequiredValue(file));
            return await Move(source, await StoreName.Find(use.GetRequiredValue(to)), await source.Mart(cancel), cancel);
        }));
        return command;
    }

    private static Option<string> To() => new("--to") { Description = "The store that gets it, named in the same way.", HelpName = "STORE", Required = true };

    private static async Task<int> Move(IHistorySource from, LogPlace to, string mart, CancellationToken cancel)
    {
        await using var target = new HistoryStore(to);
        var move = new HistoryMove(from, target, mart);
        var proof = Console.IsErrorRedirected ? await move.Run((_, _) => { }, () => { }, cancel) : await Watched(move, cancel);
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{proof.Count} events of {mart} ({string.Join(", ", proof.Events.Select(e => $"{e.Key} {e.Value}"))}) and {proof.Claims.Values.Sum(c => c.Count)} claims are the same on both sides; {(move.Written == 0 ? "all of them were there already" : $"{move.Written} of them are new there")}."));
        Console.Out.WriteLine($"match history {proof.MatchHash}\neverything    {proof.WholeHash}");
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"consultations {proof.Totals.GetProperty("consultations").GetInt32()}"));
        return ExitCode.Done;
    }

    private static async Task<HistoryProof> Watched(HistoryMove move, CancellationToken cancel) =>
        await Shared.People.Progress().AutoClear(true).StartAsync(async context =>
        {
            ProgressTask? bar = null;
            return await move.Run((what, count) =>
            {
                bar?.StopTask();
                bar = context.AddTask(what, maxValue: count ?? 1);
                bar.IsIndeterminate = count is null;
            }, () => bar?.Increment(1), cancel);
        });
}
