using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Accounts;

/// <summary>What the slices about accounts have in common: secrets, sessions, and refusals that tell a stranger nothing.</summary>
internal sealed class Desk(AccountsDb db, UserManager<Account> people, AccountsTables tables, TimeProvider clock)
{
    private static readonly TimeSpan Idle = TimeSpan.FromDays(14), Longest = TimeSpan.FromDays(60);
    private const int LongestDevice = 100;

    public AccountsDb Db => db;

    public UserManager<Account> People => people;

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The same for an address that nobody has, a wrong password and a locked account: a stranger learns nothing.</summary>
    public static Refusal NotSignedIn { get; } = new("SignInRefused", "Address and password do not fit, or there were too many attempts. Wait a quarter of an hour, or ask for a link by mail.", StatusCodes.Status403Forbidden);

    public static Refusal LinkNotValid { get; } = new("LinkNotValid", "This link was used before, or is too old. Ask for a new one.", StatusCodes.Status410Gone);

    public static Refusal SessionOver { get; } = new("SessionOver", "You are not signed in any more.", StatusCodes.Status403Forbidden);

    /// <summary>Tables are there before anything else happens.</summary>
    public Task Ready(CancellationToken cancel) => tables.Make(cancel);

    /// <summary>A secret of 256 bits, and the hash that is kept of it.</summary>
    public static (string Secret, string Hash) NewSecret()
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        return (secret, HashOf(secret));
    }

    public static string HashOf(string? secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret ?? "")));

    /// <summary>Signs an account in on a device.</summary>
    public async Task<Signed> Begin(Account account, string? device, CancellationToken cancel)
    {
        var (secret, hash) = NewSecret();
        db.Sessions.Add(new Session { Account = account.Id, SecretHash = hash, Device = Shorten(device), CreatedAt = Now, UsedAt = Now });
        await db.SaveChangesAsync(cancel);
        return new(secret, await Memberships(account.Id, cancel));
    }

    /// <summary>The session of a secret with its account; null where it is over.</summary>
    public async Task<(Session Session, Account Account)?> Find(string? secret, CancellationToken cancel)
    {
        await Ready(cancel);
        var hash = HashOf(secret);
        var session = await db.Sessions.FirstOrDefaultAsync(s => s.SecretHash == hash, cancel);
        if (session is null || session.UsedAt + Idle < Now || session.CreatedAt + Longest < Now) return null;
        return await people.FindByIdAsync(session.Account.ToString()) is { } account ? (session, account) : null;
    }

    /// <summary>Whom the secret of a badge or of a viewer's link stands for; null for one that is not good.</summary>
    public async Task<Caller?> Bearer(string? secret, string? mart, CancellationToken cancel)
    {
        await Ready(cancel);
        var hash = HashOf(secret);
        var link = await db.Links.AsNoTracking().FirstOrDefaultAsync(l => l.SecretHash == hash && (l.Kind == OneTimeLink.Badge || l.Kind == OneTimeLink.Viewer), cancel);
        return link is not null && link.ExpiresAt > Now && (mart is null || mart == link.Mart) ? new Caller(link.Role!, link.Mart!, link.Company) : null;
    }

    /// <summary>Takes a one-time link: whoever deletes the row has it, and nobody after.</summary>
    public async Task<OneTimeLink?> Take(string? secret, string kind, CancellationToken cancel)
    {
        await Ready(cancel);
        var hash = HashOf(secret);
        var link = await db.Links.AsNoTracking().FirstOrDefaultAsync(l => l.SecretHash == hash && l.Kind == kind, cancel);
        return link is not null && link.ExpiresAt > Now && await db.Links.Where(l => l.SecretHash == hash).ExecuteDeleteAsync(cancel) == 1 ? link : null;
    }

    public async Task<IReadOnlyList<MembershipLine>> Memberships(Guid account, CancellationToken cancel) =>
        [.. (await db.Memberships.Where(m => m.Account == account).OrderBy(m => m.Id).ToListAsync(cancel)).Select(m => new MembershipLine(m.Mart, m.Role, m.Company))];

    private static string Shorten(string? device) => device is { Length: > 0 } said ? said[..Math.Min(said.Length, LongestDevice)] : "";
}

/// <summary>What an account may be in a mart.</summary>
internal sealed record MembershipLine(string Mart, string Role, string? Company);

/// <summary>Somebody is signed in: the secret of the session, which is shown this once, and what the account may be.</summary>
internal sealed record Signed(string Secret, IReadOnlyList<MembershipLine> Memberships);
