namespace TravelMart.Scheduling.Exact;

/// <summary>A variable or its negation. The variable is numbered from 0; the code is twice that, plus one where negated.</summary>
/// <param name="Code">The number under which arrays keep what belongs to the literal.</param>
internal readonly record struct Literal(int Code)
{
    public static Literal Of(int variable) => new(variable << 1);

    public int Variable => Code >> 1;

    public bool IsNegated => (Code & 1) != 0;

    public static Literal operator ~(Literal literal) => new(literal.Code ^ 1);

    public override string ToString() => IsNegated ? $"~{Variable}" : $"{Variable}";
}
