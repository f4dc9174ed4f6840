using TravelMart.Boards.Journal;

namespace TravelMart.Boards.Hall;

/// <summary>What is known from one source service. Pure and total: it takes every contract of its source.</summary>
internal interface IPart<TSelf> where TSelf : IPart<TSelf>
{
    static abstract TSelf Empty { get; }

    TSelf With(JournalEntry entry);
}

/// <summary>
/// The fold of one source's contracts, and behind it the fold before the last of them, back to none: what was known at any time is still
/// there, and shares what did not change. It depends on nothing but the set of contracts: after one that arrives late (put back after a
/// loss, or overtaken in a queue) only those that follow it are folded again, and one that arrives twice changes nothing.
/// </summary>
internal sealed record SourceFold<TPart>(TPart Now, JournalEntry? Last, SourceFold<TPart>? Before, int Count) where TPart : IPart<TPart>
{
    public static SourceFold<TPart> Empty { get; } = new(TPart.Empty, null, null, 0);

    /// <summary>The position in the source's log up to which something is known.</summary>
    public long LastPosition => Last?.Position ?? 0;

    public SourceFold<TPart> Add(JournalEntry entry)
    {
        if (entry.Position > LastPosition) return Then(entry);
        var place = Back(e => e.Position <= entry.Position);
        if (place.LastPosition == entry.Position) return this;
        return After(entry.Position).Aggregate(place.Then(entry), (fold, later) => fold.Then(later));
    }

    /// <summary>The fold as it stood when the last entry was one that passes; empty where none does.</summary>
    public SourceFold<TPart> Back(Func<JournalEntry, bool> pass)
    {
        var fold = this;
        while (fold is { Last: { } last, Before: { } before } && !pass(last)) fold = before;
        return fold;
    }

    /// <summary>Entries, newest first.</summary>
    public IEnumerable<JournalEntry> NewestFirst()
    {
        for (var fold = this; fold is { Last: { } last, Before: { } before }; fold = before) yield return last;
    }

    /// <summary>Entries after a position, oldest first.</summary>
    public IEnumerable<JournalEntry> After(long position) => NewestFirst().TakeWhile(e => e.Position > position).Reverse();

    private SourceFold<TPart> Then(JournalEntry entry) => new(Now.With(entry), entry, this, Count + 1);
}
