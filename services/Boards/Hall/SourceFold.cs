using TravelMart.Boards.Journal;

namespace TravelMart.Boards.Hall;

/// <summary>What is known from one source service. Pure and total: it takes every contract of its source.</summary>
internal interface IPart<TSelf> where TSelf : IPart<TSelf>
{
    static abstract TSelf Empty { get; }

    TSelf With(JournalEntry entry);
}

/// <summary>The contracts folded so far, newest first: a list that shares its tail.</summary>
internal sealed record Past(JournalEntry Entry, Past? Before);

/// <summary>
/// The fold of one source's contracts. It depends on nothing but the set of contracts: one that arrives late (put back after a loss,
/// or overtaken in a queue) is folded at the place where it belongs, and one that arrives twice changes nothing.
/// </summary>
internal sealed record SourceFold<TPart>(TPart Now, Past? Past, int Count) where TPart : IPart<TPart>
{
    public static SourceFold<TPart> Empty { get; } = new(TPart.Empty, null, 0);

    /// <summary>The position in the source's log up to which something is known.</summary>
    public long LastPosition => Past?.Entry.Position ?? 0;

    public SourceFold<TPart> Add(JournalEntry entry)
    {
        if (entry.Position > LastPosition) return new(Now.With(entry), new(entry, Past), Count + 1);
        for (var known = Past; known is not null && known.Entry.Position >= entry.Position; known = known.Before)
            if (known.Entry.Position == entry.Position) return this;
        return Of(NewestFirst().Append(entry).OrderBy(e => e.Position));
    }

    /// <summary>Entries, newest first.</summary>
    public IEnumerable<JournalEntry> NewestFirst()
    {
        for (var known = Past; known is not null; known = known.Before) yield return known.Entry;
    }

    /// <summary>The fold of those entries that pass.</summary>
    public SourceFold<TPart> Only(Func<JournalEntry, bool> pass) => Of(NewestFirst().Where(pass).Reverse());

    private static SourceFold<TPart> Of(IEnumerable<JournalEntry> inOrder) => inOrder.Aggregate(Empty, (fold, e) => fold.Add(e));
}
