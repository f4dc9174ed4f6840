using System.CommandLine;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TravelMart.CommandLine.Client;
using TravelMart.CommandLine.Replay;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Verbs;

/// <summary><c>travelmart history</c>: the whole history of a mart, for whoever wants to count it again.</summary>
internal static class HistoryVerb
{
    public static Command Create()
    {
        var command = new Command("history", "The history of a mart.") { Export(), Hash() };
        return command;
    }

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
            foreach (var service in History.Services)
                await foreach (var line in system.Api.Lines($"/{service}/marts/{use.GetRequiredValue(mart)}/history", cancel))
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
        if (!File.Exists(file)) throw new ServiceException($"cannot read {file}: there is no such file");
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var counted = 0L;
        await foreach (var text in File.ReadLinesAsync(file, cancel))
        {
            if (counted >= (most ?? long.MaxValue)) break;
            var line = Line(text) ?? throw new ServiceException($"{file} is not an exported history");
            if (line.Service != "matching") continue;
            sha.AppendData(Encoding.UTF8.GetBytes(line.Canonical() + "\n"));
            counted++;
        }
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(sha.GetHashAndReset())} {counted}"));
        return ExitCode.Done;
    }

    private static HistoryLine? Line(string text)
    {
        try { return JsonSerializer.Deserialize<HistoryLine>(text, FactJson.Options); }
        catch (JsonException) { return null; }
    }
}
