using System.Collections.Frozen;
using System.Text.Json;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Journal;

/// <summary>One contract as the journal holds it: who published it, where it stood in that service's log, and what it says.</summary>
internal sealed record JournalEntry(string Source, long Position, Guid Id, DateTimeOffset At, Cause Cause, object Body)
{
    // The envelope's fields live in the event's own columns; only the position in the source's log travels beside the body.
    private static readonly FrozenDictionary<string, Type> Shapes =
        ContractMessage.Types.ToFrozenDictionary(ContractMessage.NameOf, t => typeof(Copied<>).MakeGenericType(t), StringComparer.Ordinal);

    /// <summary>The entry of a message that has just arrived.</summary>
    public static JournalEntry Of(ContractMessage message) =>
        new(message.Source, message.Position, message.Id, message.At, message.Cause, message.Body);

    /// <summary>The entry of a journal event; null for a contract that this program does not know.</summary>
    public static JournalEntry? Read(RecordedEvent e)
    {
        if (!Shapes.TryGetValue(e.Type, out var shape)) return null;
        var copied = (ICopied)JsonSerializer.Deserialize(e.Json, shape, FactJson.Options)!;
        return new(e.Stream, copied.Position, e.Id, e.At, e.Cause, copied.Contract);
    }

    /// <summary>The fact that the journal keeps for a message.</summary>
    public static RawFact Write(ContractMessage message)
    {
        var shape = typeof(Copied<>).MakeGenericType(message.Body.GetType());
        var copied = Activator.CreateInstance(shape, message.Position, message.Body)!;
        return new(message.Type, 1, JsonSerializer.Serialize(copied, shape, FactJson.Options));
    }

    private interface ICopied
    {
        long Position { get; }

        object Contract { get; }
    }

    private sealed record Copied<T>(long Position, T Body) : ICopied where T : class
    {
        [System.Text.Json.Serialization.JsonIgnore]
        public object Contract => Body;
    }
}
