using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace TravelMart.Registration.Accounts;

/// <summary>Somebody who signs in. What is kept of a person is kept here and nowhere else, and can be erased.</summary>
internal sealed class Account : IdentityUser<Guid>
{
    /// <summary>How the person is greeted; null until said.</summary>
    public string? DisplayName { get; set; }

    /// <summary>The language of mails and pages (BCP 47).</summary>
    public string Language { get; set; } = "en";
}

/// <summary>What an account may be in a mart. Delegates act for a company, organizers for none.</summary>
internal sealed class Membership
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid Account { get; init; }

    public string Mart { get; init; } = "";

    public string Role { get; init; } = "";

    public string? Company { get; init; }
}

/// <summary>A browser in which somebody is signed in. Only a hash of its secret is kept.</summary>
internal sealed class Session
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid Account { get; init; }

    public string SecretHash { get; init; } = "";

    /// <summary>What the browser calls itself, for the list of one's sessions.</summary>
    public string Device { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset UsedAt { get; set; }
}

/// <summary>A link that works once, sent by mail; or a badge or a viewer's link, which work until they end or are taken back. Only a hash of its secret is kept.</summary>
internal sealed class OneTimeLink
{
    public const string Invitation = "invitation", SignIn = "sign-in", Badge = "badge", Viewer = "viewer";

    public string SecretHash { get; init; } = "";

    /// <summary>Tells links apart: the first half of the hash, which is of no use to anybody who would guess a secret.</summary>
    public string Id => SecretHash[..32];

    public string Kind { get; init; } = "";

    public string Email { get; init; } = "";

    public string? Mart { get; init; }

    public string? Role { get; init; }

    public string? Company { get; init; }

    public string Language { get; init; } = "en";

    public DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>A mail that waits to be sent; it is deleted once it is.</summary>
internal sealed class Letter
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    public string To { get; init; } = "";

    public string Subject { get; init; } = "";

    public string Text { get; init; } = "";

    public int Attempts { get; set; }

    public DateTimeOffset NotBefore { get; set; }
}

/// <summary>The accounts of people, in tables of their own beside the event logs: a file, or a schema of the database.</summary>
internal sealed class AccountsDb(DbContextOptions<AccountsDb> options) : IdentityUserContext<Account, Guid>(options)
{
    public const string Schema = "accounts";

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<Session> Sessions => Set<Session>();

    public DbSet<OneTimeLink> Links => Set<OneTimeLink>();

    public DbSet<Letter> Letters => Set<Letter>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        if (Database.IsNpgsql()) builder.HasDefaultSchema(Schema);
        builder.Entity<Membership>().HasIndex(m => new { m.Account, m.Mart, m.Role, m.Company }).IsUnique();
        builder.Entity<Session>().HasIndex(s => s.SecretHash).IsUnique();
        builder.Entity<Session>().HasIndex(s => s.Account);
        builder.Entity<OneTimeLink>().HasKey(l => l.SecretHash);
        builder.Entity<OneTimeLink>().HasIndex(l => l.Email);
    }

    // SQLite cannot order instants with offsets, so they are kept as UTC ticks everywhere.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<AsTicks>();

    private sealed class AsTicks() : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
