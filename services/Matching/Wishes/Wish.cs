using TravelMart.EventSourcing;
using TravelMart.Matching.Meetings;

namespace TravelMart.Matching.Wishes;

/// <summary>How strongly one side wants to meet the other.</summary>
internal enum Strength
{
    /// <summary>Above all others.</summary>
    Must,

    /// <summary>Gladly; ranked, 1 is the dearest. Equal ranks are equally dear.</summary>
    Would,

    /// <summary>Under no circumstances: absolute.</summary>
    Never,
}

[EventName("wish-stated")]
internal sealed record WishStated(string From, string About, string FromRole, Strength Strength, int? Rank, string? NoteId);

[EventName("wish-cleared")]
internal sealed record WishCleared(string From, string About, string FromRole);

/// <summary>One side's wish about the other; null strength where there is none.</summary>
internal sealed record Wish(Strength? Strength, int? Rank, string? NoteId = null)
{
    public static Wish None { get; } = new(null, null);

    public static string StreamOf(string from, string about) => $"wish/{from}/{about}";

    public static Wish Evolve(Wish state, object fact) => fact switch
    {
        WishStated w => new(w.Strength, w.Rank, w.NoteId),
        WishCleared => None,
        NoteForgotten => state with { NoteId = null },
        _ => state,
    };

    /// <summary>What the wish is worth to the planner: must 10, would 10 for rank 1 down to 1 for rank 10 and beyond; null for none or never.</summary>
    public int? Worth => Strength switch
    {
        Wishes.Strength.Must => 10,
        Wishes.Strength.Would => Math.Max(1, 11 - (Rank ?? 10)),
        _ => null,
    };

    public override string ToString() => Strength switch
    {
        Wishes.Strength.Must => "must",
        Wishes.Strength.Would => $"would (rank {Rank})",
        Wishes.Strength.Never => "never",
        _ => "no wish",
    };
}
