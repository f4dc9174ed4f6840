using Microsoft.AspNetCore.Http;

namespace TravelMart.ServiceDefaults;

/// <summary>A page of a list.</summary>
/// <param name="Items">The page's items.</param>
/// <param name="Total">How many there are on all pages.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, int Total);

/// <summary>Cutting pages out of lists. Every list has a limit.</summary>
public static class Page
{
    /// <summary>How many items a page has if nothing is said.</summary>
    public const int Usual = 50;

    /// <summary>The most items that a page may have.</summary>
    public const int Largest = 200;

    /// <summary>The page, or <c>PageNotValid</c>.</summary>
    public static IResult Of<T>(IEnumerable<T> all, int skip, int take)
    {
        if (skip < 0 || take is < 1 or > Largest)
            return Problems.From(Problems.BadRequest("PageNotValid", $"A page skips 0 or more items and takes 1 to {Largest}."));
        var list = all as IReadOnlyCollection<T> ?? [.. all];
        return Results.Ok(new Page<T>([.. list.Skip(skip).Take(take)], list.Count));
    }
}
