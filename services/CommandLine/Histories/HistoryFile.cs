using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using TravelMart.CommandLine.Client;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Histories;

/// <summary>An exported history as a source: everything but what was never exported, the rows of persons and the answers to commands.</summary>
internal sealed class HistoryFile(string file) : IHistorySource
{
    public async IAsyncEnumerable<Chapter> Read(string mart, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var line in Lines(cancel)) yield return new(line.Service, line.ToEvent());
    }

    public Task<IReadOnlyList<PersonalRow>> Personal(string service, string mart, CancellationToken cancel) => Task.FromResult<IReadOnlyList<PersonalRow>>([]);

    public Task<IReadOnlyList<Answer>> Answers(string service, IReadOnlyCollection<Guid> commands, CancellationToken cancel) => Task.FromResult<IReadOnlyList<Answer>>([]);

    /// <summary>The mart that the file tells of.</summary>
    /// <exception cref="ServiceException">It is no export of a mart.</exception>
    public async Task<string> Mart(CancellationToken cancel)
    {
        await foreach (var line in Lines(cancel))
            if (line.Type == "mart-opened") return line.Mart;
        throw new ServiceException($"{file} does not tell of a mart's opening");
    }

    /// <summary>Its lines.</summary>
    /// <exception cref="ServiceException">A line is not one of an export.</exception>
    public async IAsyncEnumerable<HistoryLine> Lines([EnumeratorCancellation] CancellationToken cancel)
    {
        if (Directory.Exists(file)) throw new ServiceException($"cannot read {file}: it is a folder");
        if (!File.Exists(file)) throw new ServiceException($"cannot read {file}: there is no such file");
        var number = 0;
        await foreach (var text in File.ReadLinesAsync(file, cancel))
        {
            number++;
            yield return Line(text) ?? throw new ServiceException(string.Create(CultureInfo.InvariantCulture, $"{file}:{number}: this is not a line of an exported history"));
        }
    }

    private static HistoryLine? Line(string text)
    {
        try { return JsonSerializer.Deserialize<HistoryLine>(text, FactJson.Options) is { Service: not null, Mart: not null, Stream: not null, Type: not null } line ? line : null; }
        catch (JsonException) { return null; }
    }
}
