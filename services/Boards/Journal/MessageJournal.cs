using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Journal;

/// <summary>
/// The journal: every contract that reached this service, as it came. It is the service's own event log with one stream per source,
/// and the only thing that boards, agendas and totals are made from.
/// </summary>
internal sealed class MessageJournal([FromKeyedServices(BoardsModule.ServiceName)] IEventLog log)
{
    /// <summary>Keeps a message. One that is there already is recognised by its id, the key of its row, and dropped: false.</summary>
    public async Task<bool> Keep(ContractMessage message, CancellationToken cancel = default) =>
        await log.Append(Copy(message), cancel) is CommitResult.Done;

    /// <summary>Ids of all messages of a mart, with their types.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Ids(string mart, CancellationToken cancel = default)
    {
        var ids = new Dictionary<Guid, string>();
        await foreach (var e in log.Follow(0, mart, cancel)) ids[e.Id] = e.Type;
        return ids;
    }

    private static Commit Copy(ContractMessage message) => new(message.Mart, message.At, message.Cause with { TraceParent = Activity.Current?.Id ?? message.Cause.TraceParent })
    {
        Streams = [new StreamAppend(message.Source, StreamAppend.Any, [JournalEntry.Write(message)])],
        KeepTime = true,
        FirstEventId = message.Id,
    };
}
