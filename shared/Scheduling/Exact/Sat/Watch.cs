namespace TravelMart.Scheduling.Exact;

/// <summary>A clause that watches a literal, with another of its literals that often shows it to be fulfilled without a look.</summary>
internal readonly record struct Watch(int Clause, int Blocker);

/// <summary>A growing list of values whose array may be walked while it is rewritten.</summary>
internal struct Bag<T>
{
    public T[] Items;
    public int Count;

    public void Add(T item)
    {
        if (Items is null || Count == Items.Length)
        {
            Array.Resize(ref Items, Math.Max(4, 2 * Count));
        }

        Items[Count++] = item;
    }
}
