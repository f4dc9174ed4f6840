using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using TravelMart.Registration.Mail;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Accounts;

// Why: nobody makes an account for themselves and picks a company. An organizer invites a person by address, for a role in a mart; whoever opens the
// link of the mail has shown that the address is theirs, and is that from then on. An address that has an account already gains a role.

internal sealed record InviteRequest(string? Email, string? Role, string? Company, string? Language);

internal sealed record AcceptRequest(string? Secret, string? Password, string? Device);

internal static class Invite
{
    private static readonly TimeSpan Valid = TimeSpan.FromDays(14);
    private static readonly string[] Invited = [Roles.Organizer, Roles.Buyer, Roles.Seller];

    internal sealed record Answer(DateTimeOffset ExpiresAt);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/marts/{mart}/invitations", Post).Allow(Roles.Organizer).WithoutIdempotencyKey().Produces<Answer>().WithSummary("Invites a person to act for a company, or to organize; a mail goes out");
        routes.MapPost("/invitations/accept", Accept).ForThePortal().RequireRateLimiting(RateLimits.SignIn).WithSummary("Opens an account by the link of an invitation");
    }

    private static async Task<IResult> Post(string mart, InviteRequest request, Desk desk, Letters letters, CancellationToken cancel)
    {
        var errors = new FieldErrors();
        errors.Require(Addresses.IsOne(request.Email), "email", "An address is written name@example.com.");
        errors.Require(Invited.Contains(request.Role ?? ""), "role", $"A role is one of {string.Join(", ", Invited)}.");
        if (request.Role is Roles.Buyer or Roles.Seller) errors.Company("company", request.Company);
        else errors.Require(string.IsNullOrEmpty(request.Company), "company", "Only buyers and sellers act for a company.");
        if (errors.AsRefusal("InvitationNotValid", "Nobody was invited: correct the fields named in errors.") is { } wrong) return Problems.From(wrong);
        return TypedResults.Ok(new Answer(await Send(desk, letters, "invitation", request.Email!.Trim(), mart, request.Role!, string.IsNullOrEmpty(request.Company) ? null : request.Company, request.Language, cancel)));
    }

    /// <summary>Mails a link that opens an account with a part in a mart; until when it works.</summary>
    public static async Task<DateTimeOffset> Send(Desk desk, Letters letters, string kind, string email, string mart, string role, string? company, string? language, CancellationToken cancel)
    {
        await desk.Ready(cancel);
        var (secret, hash) = Desk.NewSecret();
        var link = new OneTimeLink
        {
            SecretHash = hash,
            Kind = OneTimeLink.Invitation,
            Email = email,
            Mart = mart,
            Role = role,
            Company = company,
            Language = language ?? "en",
            ExpiresAt = desk.Now + Valid,
        };
        desk.Db.Links.Add(link);
        letters.Add(desk.Db, link.Email, link.Language, kind, letters.Portal($"/portal/invitation?secret={secret}"));
        await desk.Db.SaveChangesAsync(cancel);
        return link.ExpiresAt;
    }

    private static async Task<IResult> Accept(AcceptRequest request, Desk desk, CancellationToken cancel)
    {
        await desk.Ready(cancel);
        // A password that is refused must not use the link up.
        if (request.Password is { Length: > 0 } wanted && await PasswordRules.Wrong(desk.People, null, wanted) is { } weak) return Problems.From(weak);
        if (await desk.Take(request.Secret, OneTimeLink.Invitation, cancel) is not { } link) return Problems.From(Desk.LinkNotValid);
        var account = await desk.People.FindByEmailAsync(link.Email);
        if (account is null)
        {
            account = new Account { Id = Guid.CreateVersion7(), UserName = link.Email, Email = link.Email, EmailConfirmed = true, Language = link.Language, LockoutEnabled = true };
            await desk.People.CreateAsync(account);
        }
        if (request.Password is { Length: > 0 } password && !await desk.People.HasPasswordAsync(account)) await desk.People.AddPasswordAsync(account, password);
        if (!await desk.Db.Memberships.AnyAsync(m => m.Account == account.Id && m.Mart == link.Mart && m.Role == link.Role && m.Company == link.Company, cancel))
            desk.Db.Memberships.Add(new Membership { Account = account.Id, Mart = link.Mart!, Role = link.Role!, Company = link.Company });
        return TypedResults.Ok(await desk.Begin(account, request.Device, cancel));
    }
}

/// <summary>What an address must look like: something, an at sign, something with a dot.</summary>
internal static class Addresses
{
    private const int Longest = 254;

    public static bool IsOne(string? text) => text is { Length: > 5 and <= Longest } && System.Net.Mail.MailAddress.TryCreate(text.Trim(), out var address)
        && address.Address == text.Trim() && address.Host.Contains('.', StringComparison.Ordinal) && !text.Any(char.IsControl);
}

/// <summary>What a password must be.</summary>
internal static class PasswordRules
{
    public static async Task<EventSourcing.Refusal?> Wrong(UserManager<Account> people, Account? account, string password)
    {
        var known = account ?? new Account { UserName = "", Email = "" };
        foreach (var rule in people.PasswordValidators)
            if (!(await rule.ValidateAsync(people, known, password)).Succeeded) return TooWeak;
        var name = known.Email?.Split('@')[0];
        return name is { Length: > 3 } && password.Contains(name, StringComparison.OrdinalIgnoreCase) ? TooWeak : null;
    }

    private static EventSourcing.Refusal TooWeak { get; } = new("PasswordTooWeak", "A password has at least 12 characters and does not hold your address.", StatusCodes.Status400BadRequest);
}
