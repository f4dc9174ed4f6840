using System.Reflection;
using System.Text.Json;

namespace TravelMart.EventSourcing;

/// <summary>The stable name of an event type in the log. The CLR name may change; this name never does.</summary>
/// <param name="name">Short, in the past tense, such as <c>meeting-booked</c>.</param>
/// <param name="version">Counted from 1; a further version means a changed shape.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventNameAttribute(string name, int version = 1) : Attribute
{
    /// <summary>The name in the log.</summary>
    public string Name { get; } = name;

    /// <summary>The shape's version.</summary>
    public int Version { get; } = version;
}

/// <summary>Who did something, for whom, and which command it belongs to. Identifiers only, never names of persons.</summary>
/// <param name="CommandId">The command; a repeated command has the same id.</param>
/// <param name="Actor">The caller's subject, such as <c>seller:S07</c> or <c>organizer</c>.</param>
/// <param name="OnBehalfOf">The company acted for, where that is not the actor's own.</param>
/// <param name="Correlation">What belongs together across services.</param>
/// <param name="Causation">The message or command that led to this one.</param>
/// <param name="TraceParent">W3C trace context.</param>
public sealed record Cause(Guid CommandId, string Actor, string? OnBehalfOf = null, string? Correlation = null,
    Guid? Causation = null, string? TraceParent = null);

/// <summary>One committed fact, as the log holds it.</summary>
/// <param name="Position">Its place in commit order, rising, with gaps allowed.</param>
/// <param name="Mart">The mart (or event) it belongs to.</param>
/// <param name="Stream">The stream within the mart, such as <c>meeting-…</c>.</param>
/// <param name="Version">Its place in the stream, counted from 1.</param>
/// <param name="Id">The event's id (UUIDv7), which becomes the message id when it leaves.</param>
/// <param name="Type">The stable type name.</param>
/// <param name="TypeVersion">The version of the shape of <paramref name="Json"/>.</param>
/// <param name="At">The mart's clock, never backwards within a mart.</param>
/// <param name="RecordedAt">The real time of the commit.</param>
/// <param name="Cause">Who and why.</param>
/// <param name="Json">The fact itself.</param>
public sealed record RecordedEvent(long Position, string Mart, string Stream, int Version, Guid Id, string Type, int TypeVersion,
    DateTimeOffset At, DateTimeOffset RecordedAt, Cause Cause, string Json);

/// <summary>Maps event types to their stable names and JSON, and back.</summary>
public sealed class EventTypes
{
    private readonly Dictionary<string, Type> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, EventNameAttribute> _byType = [];

    /// <summary>How facts are written: camel case, nulls left out, enums as words, unknown fields ignored on reading.</summary>
    public static JsonSerializerOptions Json { get; } = FactJson.Options;

    /// <summary>All types with an <see cref="EventNameAttribute"/> in the given assemblies.</summary>
    /// <exception cref="InvalidOperationException">Two types share a name.</exception>
    public static EventTypes In(params IEnumerable<Assembly> assemblies)
    {
        var types = new EventTypes();
        foreach (var type in assemblies.SelectMany(a => a.GetTypes()))
            if (type.GetCustomAttribute<EventNameAttribute>() is { } name) types.Add(type, name);
        return types;
    }

    /// <summary>Every known name with its type, in order of names.</summary>
    public IEnumerable<(string Name, int Version, Type Type)> All =>
        _byType.Select(p => (p.Value.Name, p.Value.Version, p.Key)).OrderBy(p => p.Name, StringComparer.Ordinal);

    /// <summary>The stable name and JSON of a fact that is about to be appended.</summary>
    /// <exception cref="InvalidOperationException">The fact's type has no name.</exception>
    public (string Name, int Version, string Json) Write(object fact)
    {
        if (!_byType.TryGetValue(fact.GetType(), out var name))
            throw new InvalidOperationException($"{fact.GetType().Name} has no [EventName]");
        return (name.Name, name.Version, JsonSerializer.Serialize(fact, fact.GetType(), Json));
    }

    /// <summary>The fact of a recorded event.</summary>
    /// <exception cref="InvalidOperationException">The name is unknown or the JSON is not of its shape: the log is newer than the program, or damaged.</exception>
    public object Read(RecordedEvent e)
    {
        if (!_byName.TryGetValue(e.Type, out var type))
            throw new InvalidOperationException($"event {e.Position} has the unknown type '{e.Type}'");
        return JsonSerializer.Deserialize(e.Json, type, Json)
            ?? throw new InvalidOperationException($"event {e.Position} ({e.Type}) is empty");
    }

    /// <summary>Whether a recorded event is of a type, without reading it.</summary>
    public bool Is<T>(RecordedEvent e) => _byName.TryGetValue(e.Type, out var type) && type == typeof(T);

    private void Add(Type type, EventNameAttribute name)
    {
        if (!_byName.TryAdd(name.Name, type))
            throw new InvalidOperationException($"two event types are called '{name.Name}'");
        _byType[type] = name;
    }
}
