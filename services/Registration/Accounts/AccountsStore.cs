using System.Data.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Accounts;

/// <summary>Where accounts are kept, and the rules of passwords.</summary>
internal static class AccountsStore
{
    private const int ShortestPassword = 12, FailuresUntilLocked = 5;
    private static readonly TimeSpan Locked = TimeSpan.FromMinutes(15);

    public static void Add(IServiceCollection services)
    {
        services.AddDbContext<AccountsDb>((s, options) => Place(s.GetRequiredService<HostSettings>(), options));
        services.AddIdentityCore<Account>(o =>
            {
                o.User.RequireUniqueEmail = true;
                // Length is what makes a password strong (NIST SP 800-63B); rules of composition only annoy.
                o.Password = new PasswordOptions { RequiredLength = ShortestPassword, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false };
                o.Lockout = new LockoutOptions { AllowedForNewUsers = true, MaxFailedAccessAttempts = FailuresUntilLocked, DefaultLockoutTimeSpan = Locked };
                o.Tokens.AuthenticatorTokenProvider = TokenOptions.DefaultAuthenticatorProvider;
            })
            .AddEntityFrameworkStores<AccountsDb>()
            .AddTokenProvider<AuthenticatorTokenProvider<Account>>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddScoped<Desk>();
        services.AddSingleton<AccountsTables>();
    }

    private static void Place(HostSettings settings, DbContextOptionsBuilder options)
    {
        if (settings.Database is { } database) options.UseNpgsql(database, o => o.MigrationsHistoryTable("history", AccountsDb.Schema));
        else options.UseSqlite($"Data Source={Path.Combine(settings.DataFolder, "accounts.db")};Default Timeout=10");
    }
}

/// <summary>Makes the tables where they are missing, once; two processes that start at once agree on one set.</summary>
internal sealed class AccountsTables(IServiceScopeFactory scopes) : IDisposable
{
    private readonly SemaphoreSlim _making = new(1);
    private bool _made;

    public async Task Make(CancellationToken cancel)
    {
        if (Volatile.Read(ref _made)) return;
        await _making.WaitAsync(cancel);
        try
        {
            if (_made) return;
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<AccountsDb>();
            if (!await Exist(db, cancel)) await Create(db, cancel);
            Volatile.Write(ref _made, true);
        }
        finally { _making.Release(); }
    }

    public void Dispose() => _making.Dispose();

    private static async Task Create(AccountsDb db, CancellationToken cancel)
    {
        var creator = db.GetService<IRelationalDatabaseCreator>();
        if (db.Database.IsSqlite() && !await creator.ExistsAsync(cancel)) await creator.CreateAsync(cancel);
        try { await creator.CreateTablesAsync(cancel); }
        catch (DbException)
        {
            // Another process may have been faster.
            if (!await AlreadyThere(db, cancel)) throw;
        }
    }

    private static async Task<bool> AlreadyThere(AccountsDb db, CancellationToken cancel)
    {
        for (var attempt = 0; attempt < 50; attempt++, await Task.Delay(100, cancel))
            if (await Exist(db, cancel)) return true;
        return false;
    }

    // Asked of the catalogue: a query that fails would be logged as a fault. The table is the last one of the model.
    private static async Task<bool> Exist(AccountsDb db, CancellationToken cancel)
    {
        if (db.Database.IsSqlite() && !await db.GetService<IRelationalDatabaseCreator>().ExistsAsync(cancel)) return false;
        return await db.Database.SqlQueryRaw<int>(db.Database.IsSqlite()
            ? "SELECT COUNT(*) AS \"Value\" FROM sqlite_master WHERE name = 'Sessions'"
            : $"SELECT COUNT(*)::int AS \"Value\" FROM pg_tables WHERE schemaname = '{AccountsDb.Schema}' AND tablename = 'Sessions'").SingleAsync(cancel) > 0;
    }
}
