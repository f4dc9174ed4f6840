using MassTransit;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Journal;

/// <summary>Writes one type of contract into the journal. The queue is read by one of these for every contract that exists.</summary>
internal sealed class JournalConsumer<T>(MessageJournal journal) : IConsumer<T> where T : class
{
    public Task Consume(ConsumeContext<T> context) => journal.Keep(ContractMessage.From(context), context.CancellationToken);
}

/// <summary>The queue of the journal. A contract that overtakes another is folded where it belongs, so many are written at once.</summary>
internal static class JournalQueue
{
    private const int AtOnce = 64;

    public static Queue Create() =>
        new("boards-journal", [.. ContractMessage.Types.Select(t => typeof(JournalConsumer<>).MakeGenericType(t))]) { AtOnce = AtOnce };
}
