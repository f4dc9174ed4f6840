using System.Security.Claims;

namespace TravelMart.ServiceDefaults;

/// <summary>The roles that a caller can have. Delegates act for their company, so a delegate's role is its company's side.</summary>
public static class Roles
{
    /// <summary>Vets, plans and records at the desk; may act for any company of its mart.</summary>
    public const string Organizer = "organizer";

    /// <summary>Acts for one buyer company.</summary>
    public const string Buyer = "buyer";

    /// <summary>Acts for one seller company.</summary>
    public const string Seller = "seller";

    /// <summary>Another service of the system.</summary>
    public const string Service = "service";

    /// <summary>Whoever holds a badge of a company: reads that company's day, and nothing else.</summary>
    public const string Badge = "badge";

    /// <summary>Whoever holds a link to a mart's boards: reads those, and nothing else.</summary>
    public const string Viewer = "viewer";

    /// <summary>Those who have a part in a mart, and the services among themselves.</summary>
    public static IReadOnlyList<string> Participants { get; } = [Organizer, Buyer, Seller, Service];

    /// <summary>Every role that a token can carry.</summary>
    public static IReadOnlyList<string> All { get; } = [Organizer, Buyer, Seller, Badge, Viewer, Service];
}

/// <summary>Who calls: read from a verified token, never from the request itself.</summary>
/// <param name="Role">One of <see cref="Roles"/>; empty for a caller without a token.</param>
/// <param name="Mart">The one mart that the token is for; <c>*</c> for all.</param>
/// <param name="Company">The company acted for; null for organizers and services.</param>
/// <param name="Rehearses">Whether the token was issued for acting a part in a rehearsal, which includes telling the time of one.</param>
public sealed record Caller(string Role, string Mart, string? Company, bool Rehearses = false)
{
    /// <summary>Nobody in particular.</summary>
    public static Caller Nobody { get; } = new("", "", null);

    /// <summary>A stable identifier without personal data, such as <c>seller:S07</c>.</summary>
    public string Subject => Company is null ? Role : $"{Role}:{Company}";

    /// <summary>True for an organizer.</summary>
    public bool IsOrganizer => Role == Roles.Organizer;

    /// <summary>Whether the caller may tell the time of a rehearsal: the clock is everyone's, so not just anyone moves it.</summary>
    public bool TellsTime => IsOrganizer || Rehearses;

    /// <summary>Whether the token covers a mart.</summary>
    public bool Covers(string mart) => Mart == "*" || string.Equals(Mart, mart, StringComparison.Ordinal);

    /// <summary>Whether the caller may act for a company: its own delegate, or an organizer.</summary>
    public bool ActsFor(string company) => IsOrganizer || string.Equals(Company, company, StringComparison.Ordinal);

    /// <summary>Reads the caller from a verified identity.</summary>
    public static Caller From(ClaimsPrincipal user) => user.Identity is { IsAuthenticated: true }
        ? new(user.FindFirstValue(TokenClaims.Role) ?? "", user.FindFirstValue(TokenClaims.Mart) ?? "", user.FindFirstValue(TokenClaims.Company),
            user.HasClaim(TokenClaims.Rehearses, "true"))
        : Nobody;
}

/// <summary>The names of our claims in a token.</summary>
internal static class TokenClaims
{
    public const string Role = "role";
    public const string Mart = "mart";
    public const string Company = "company";
    public const string Rehearses = "rehearses";
}
