using System.Runtime.CompilerServices;
using System.Text.Json;
using TravelMart.Catalogue;
using TravelMart.EventSourcing;
using TravelMart.Matching;
using TravelMart.Registration;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Histories;

/// <summary>An event with the service whose log it belongs to.</summary>
internal sealed record Chapter(string Service, RecordedEvent Event);

/// <summary>A mart's history, wherever it is kept: service by service, and of each in the order of its log.</summary>
internal interface IHistorySource
{
    /// <summary>The facts about the event that the mart belongs to, then those of the mart.</summary>
    IAsyncEnumerable<Chapter> Read(string mart, CancellationToken cancel);

    /// <summary>Rows that persons wrote or that name them; none where the source does not keep them.</summary>
    Task<IReadOnlyList<PersonalRow>> Personal(string service, string mart, CancellationToken cancel);

    /// <summary>Answers that were given to these commands.</summary>
    Task<IReadOnlyList<Answer>> Answers(string service, IReadOnlyCollection<Guid> commands, CancellationToken cancel);
}

/// <summary>The logs of all services that keep history, in one store.</summary>
internal sealed class HistoryStore : IHistorySource, IAsyncDisposable
{
    /// <summary>The services that keep history, in the order in which it is told.</summary>
    public static readonly IReadOnlyList<IServiceModule> Modules = [new RegistrationModule(), new CatalogueModule(), new MatchingModule()];

    private readonly Dictionary<string, (IEventLog Log, EventTypes Types)> _logs = new(StringComparer.Ordinal);

    public HistoryStore(LogPlace place)
    {
        foreach (var module in Modules)
        {
            var types = EventTypes.In(module.GetType().Assembly);
            _logs[module.Name] = (place.Open(module, types, TimeProvider.System), types);
        }
    }

    public IEventLog Log(string service) => _logs[service].Log;

    public EventTypes Types(string service) => _logs[service].Types;

    public async IAsyncEnumerable<Chapter> Read(string mart, [EnumeratorCancellation] CancellationToken cancel)
    {
        if (await EventOf(mart, cancel) is { } trip && trip != mart)
            await foreach (var e in Log(RegistrationModule.ServiceName).Follow(0, trip, cancel)) yield return new(RegistrationModule.ServiceName, e);
        foreach (var module in Modules)
            await foreach (var e in Log(module.Name).Follow(0, mart, cancel)) yield return new(module.Name, e);
    }

    public Task<IReadOnlyList<PersonalRow>> Personal(string service, string mart, CancellationToken cancel) => Log(service).ReadAllPersonal(mart, cancel);

    public async Task<IReadOnlyList<Answer>> Answers(string service, IReadOnlyCollection<Guid> commands, CancellationToken cancel)
    {
        var answers = new List<Answer>();
        foreach (var command in commands)
            if (await Log(service).FindAnswer(command, cancel) is { } answer) answers.Add(answer);
        return answers;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var log in _logs.Values.Select(l => l.Log).OfType<IAsyncDisposable>()) await log.DisposeAsync();
    }

    private async Task<string?> EventOf(string mart, CancellationToken cancel) =>
        (await Log(RegistrationModule.ServiceName).ReadStream(mart, "mart", cancel: cancel)).Select(e => EventOf(e.Json)).FirstOrDefault();

    /// <summary>The event that a mart was opened in.</summary>
    public static string? EventOf(string martOpened) => JsonDocument.Parse(martOpened).RootElement.GetProperty("event").GetString();
}
