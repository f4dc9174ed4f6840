using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TravelMart.Registration.Accounts;
using TravelMart.ServiceDefaults;

namespace TravelMart.Registration.Mail;

/// <summary>How a mail leaves.</summary>
internal interface IMail
{
    /// <summary>Sends it; throws where it was not taken.</summary>
    Task Send(string to, string subject, string text, CancellationToken cancel);
}

/// <summary>Into a folder, as files that any mail program opens: for a demo, and where no server is named.</summary>
internal sealed class MailFolder(string folder, TimeProvider clock) : IMail
{
    public async Task Send(string to, string subject, string text, CancellationToken cancel)
    {
        Directory.CreateDirectory(folder);
        var message = $"""
            From: TravelMart <travelmart@localhost>
            To: {to}
            Subject: =?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(subject))}?=
            Date: {clock.GetUtcNow().ToString("r", CultureInfo.InvariantCulture)}
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: base64

            {Convert.ToBase64String(Encoding.UTF8.GetBytes(text), Base64FormattingOptions.InsertLineBreaks)}

            """.ReplaceLineEndings("\r\n");
        await File.WriteAllTextAsync(Path.Combine(folder, $"{Guid.CreateVersion7():N}.eml"), message, cancel);
    }
}

/// <summary>Through a mail server.</summary>
/// <param name="server">Such as <c>smtp://user:password@mail.example:587</c>; <c>smtps</c> for an encrypted connection.</param>
/// <param name="from">The sender's address.</param>
internal sealed class MailServer(Uri server, string from) : IMail
{
    public async Task Send(string to, string subject, string text, CancellationToken cancel)
    {
        using var client = new SmtpClient(server.Host, server.IsDefaultPort ? 587 : server.Port) { EnableSsl = server.Scheme == "smtps" };
        if (server.UserInfo.Split(':', 2) is [var user, var password]) client.Credentials = new NetworkCredential(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password));
        using var message = new MailMessage(from, to, subject, text) { BodyEncoding = Encoding.UTF8, SubjectEncoding = Encoding.UTF8 };
        await client.SendMailAsync(message, cancel);
    }
}

/// <summary>Sends what waits, and tries again later what was not taken. A process that stops in between may send a mail twice, and loses none.</summary>
internal sealed partial class PostRound(IServiceScopeFactory scopes, IMail mail, TimeProvider clock, ILogger<PostRound> logger) : BackgroundService
{
    private const int Most = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500), Longest = TimeSpan.FromHours(1);

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<Letters>();
        services.AddSingleton<IMail>(s => s.GetRequiredService<IConfiguration>()["SMTP"] is { Length: > 0 } server
            ? new MailServer(new Uri(server), s.GetRequiredService<IConfiguration>()["MAIL_FROM"] ?? "travelmart@localhost")
            : new MailFolder(Path.Combine(s.GetRequiredService<HostSettings>().DataFolder, "mail"), s.GetRequiredService<TimeProvider>()));
        services.AddHostedService<PostRound>();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try { await Round(stoppingToken); }
            catch (Exception trouble) when (trouble is not OperationCanceledException) { Waits(trouble.GetType().Name); }
            await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Round(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AccountsTables>().Make(cancel);
        var db = scope.ServiceProvider.GetRequiredService<AccountsDb>();
        var now = clock.GetUtcNow();
        foreach (var letter in await db.Letters.Where(l => l.NotBefore <= now).OrderBy(l => l.NotBefore).Take(Most).ToListAsync(cancel))
        {
            try
            {
                await mail.Send(letter.To, letter.Subject, letter.Text, cancel);
                db.Letters.Remove(letter);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                letter.Attempts++;
                var wait = TimeSpan.FromSeconds(Math.Pow(2, Math.Min(letter.Attempts, 12)));
                letter.NotBefore = now + (wait < Longest ? wait : Longest);
                NotTaken(letter.Id, letter.Attempts, failure.GetType().Name);
            }
            await db.SaveChangesAsync(cancel);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail {Letter} was not taken at attempt {Attempt} ({Why}); it is tried again")]
    private partial void NotTaken(Guid letter, int attempt, string why);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mail waits: {Why}")]
    private partial void Waits(string why);
}
