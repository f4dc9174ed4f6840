namespace TravelMart.EventSourcing;

/// <summary>Why something was not done: a value with a sentence for a name, never an exception.</summary>
/// <param name="Name">Such as <c>SlotAlreadyTaken</c>: stable, for programs.</param>
/// <param name="Sentence">What happened and what to do, for people.</param>
/// <param name="Status">The HTTP status it becomes at the edge.</param>
public sealed record Refusal(string Name, string Sentence, int Status = 409)
{
    /// <summary>Further facts for the caller, such as who holds the slot.</summary>
    public IReadOnlyDictionary<string, object?> Details { get; init; } = new Dictionary<string, object?>();
}

/// <summary>What a pure decision answers: facts, or a refusal. No facts and no refusal means: already true.</summary>
public sealed record Decision
{
    /// <summary>The facts to append to the stream that was decided about.</summary>
    public IReadOnlyList<object> Events { get; init; } = [];

    /// <summary>Claims to take in the same commit.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>Holders whose claims are released in the same commit.</summary>
    public IReadOnlyList<string> Releases { get; init; } = [];

    /// <summary>Why not; null when it may be done.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>It is already so: nothing to append.</summary>
    public static Decision AlreadyTrue { get; } = new();

    /// <summary>These facts.</summary>
    public static Decision Of(params IReadOnlyList<object> events) => new() { Events = events };

    /// <summary>A refusal is a decision too.</summary>
    public static implicit operator Decision(Refusal refusal) => new() { Refusal = refusal };

    /// <summary>The same as the implicit conversion, for languages without it.</summary>
    public static Decision FromRefusal(Refusal refusal) => refusal;
}
