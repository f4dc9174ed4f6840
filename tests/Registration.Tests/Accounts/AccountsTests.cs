using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using TravelMart.Registration.Mail;
using TravelMart.ServiceDefaults;
using TravelMart.Testing;

namespace TravelMart.Registration.Tests.Accounts;

/// <summary>A running system with one mart, and the folder that its mails go to.</summary>
public sealed partial class Accounted : IAsyncLifetime
{
    public const string Mart = "accounted", Password = "a long and quiet sentence";

    internal TestSystem System { get; private set; } = null!;

    /// <summary>The portal, calling for somebody at an address of their own.</summary>
    internal ApiClient Anyone
    {
        get
        {
            var portal = System.As(Roles.Service);
            portal.Http.DefaultRequestHeaders.Add(VisitorAddress.Header, Guid.NewGuid().ToString());
            return portal;
        }
    }

    public async ValueTask InitializeAsync()
    {
        System = await TestSystem.Start();
        await System.OpenMart(Mart);
    }

    public ValueTask DisposeAsync() => System.DisposeAsync();

    /// <summary>Invites an address and answers the secret of the mail's link.</summary>
    internal async Task<string> Invite(string email, string role = "organizer", string? company = null, string language = "en")
    {
        (await System.Organizer().Post($"/registration/marts/{Mart}/invitations", new { email, role, company, language })).Expect(200);
        return await SecretMailedTo(email, "invitation");
    }

    /// <summary>An account with a password; the secret of its session.</summary>
    internal async Task<string> Open(string email, string role = "organizer", string? company = null) =>
        (await Anyone.Post("/registration/invitations/accept", new { secret = await Invite(email, role, company), password = Password, device = "test" })).Expect(200).Json.GetProperty("secret").GetString()!;

    internal Task<ApiAnswer> Token(string secret) => Anyone.Post("/registration/sessions/token", new { secret, mart = Mart });

    /// <summary>The secret of the newest mail to an address.</summary>
    internal async Task<string> SecretMailedTo(string email, string page)
    {
        string? secret = null;
        await Poll.Until(async () =>
        {
            foreach (var file in Mails().Reverse())
            {
                var mail = await File.ReadAllTextAsync(file);
                if (!mail.Contains($"To: {email}\r\n", StringComparison.Ordinal)) continue;
                var text = Encoding.UTF8.GetString(Convert.FromBase64String(mail[(mail.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].ReplaceLineEndings("")));
                if (Link().Match(text) is { Success: true } link && text.Contains("/portal/" + page, StringComparison.Ordinal)) secret = link.Groups["secret"].Value;
                if (secret is not null) File.Delete(file);
                return secret is not null;
            }
            return false;
        });
        return secret!;
    }

    internal IEnumerable<string> Mails() => Directory.Exists(Path.Combine(System.DataFolder, "mail")) ? Directory.GetFiles(Path.Combine(System.DataFolder, "mail"), "*.eml").Order(StringComparer.Ordinal) : [];

    [GeneratedRegex("secret=(?<secret>[0-9a-f]{64})", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();
}

public sealed class AccountsTests(Accounted mart) : IClassFixture<Accounted>
{
    [Fact]
    public async Task An_invited_person_opens_an_account_and_acts_for_the_company_in_that_mart_alone()
    {
        var session = await mart.Open("a.serikova@steppe.example", "buyer", "B7");

        var token = (await mart.Token(session)).Expect(200).Json;

        (token.GetProperty("role").GetString(), token.GetProperty("company").GetString()).ShouldBe(("buyer", "B7"));
        using var http = new HttpClient { BaseAddress = mart.System.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token.GetProperty("token").GetString());
        (await http.GetAsync($"/registration/marts/{Accounted.Mart}/directory")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.GetAsync($"/registration/marts/{Accounted.Mart}/companies")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await http.GetAsync("/registration/marts/another/directory")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await mart.Anyone.Post("/registration/sessions/token", new { secret = session, mart = "another" })).Refusal.ShouldBe("NotInThisMart");
    }

    [Fact]
    public async Task A_link_works_once()
    {
        var secret = await mart.Invite("once@example.com");
        var both = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => mart.Anyone.Post("/registration/invitations/accept", new { secret })));
        both.Count(a => a.Ok).ShouldBe(1);
        both.Where(a => !a.Ok).ShouldAllBe(a => a.Refusal == "LinkNotValid");
    }

    [Fact]
    public async Task A_password_that_is_too_weak_is_refused_and_does_not_use_the_link_up()
    {
        var secret = await mart.Invite("weak@example.com");
        (await mart.Anyone.Post("/registration/invitations/accept", new { secret, password = "short" })).Refusal.ShouldBe("PasswordTooWeak");
        (await mart.Anyone.Post("/registration/invitations/accept", new { secret, password = Accounted.Password })).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task A_wrong_password_an_unknown_address_and_a_locked_account_are_answered_alike()
    {
        await mart.Open("locked@example.com");
        var unknown = await SignIn("nobody@example.com", Accounted.Password);
        var wrong = new List<ApiAnswer>();
        for (var i = 0; i < 5; i++) wrong.Add(await SignIn("locked@example.com", "wrong wrong wrong"));
        var locked = await SignIn("locked@example.com", Accounted.Password);
        foreach (var answer in wrong.Append(locked)) (answer.Status, answer.Refusal).ShouldBe((unknown.Status, unknown.Refusal));
        unknown.Refusal.ShouldBe("SignInRefused");
    }

    [Fact]
    public async Task A_link_by_mail_signs_in_once_and_an_address_without_account_gets_no_mail()
    {
        await mart.Open("link@example.com");
        (await mart.Anyone.Post("/registration/sign-in/link", new { email = "stranger@example.com", language = "en" })).Status.ShouldBe(HttpStatusCode.Accepted);
        (await mart.Anyone.Post("/registration/sign-in/link", new { email = "link@example.com", language = "ko" })).Status.ShouldBe(HttpStatusCode.Accepted);
        var secret = await mart.SecretMailedTo("link@example.com", "link");
        mart.Mails().Where(m => File.ReadAllText(m).Contains("stranger@example.com", StringComparison.Ordinal)).ShouldBeEmpty();

        var session = (await mart.Anyone.Post("/registration/sign-in/link/redeem", new { secret, device = "phone" })).Expect(200).Json.GetProperty("secret").GetString()!;

        (await mart.Token(session)).Ok.ShouldBeTrue();
        (await mart.Anyone.Post("/registration/sign-in/link/redeem", new { secret })).Refusal.ShouldBe("LinkNotValid");
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session()
    {
        var first = await mart.Open("everywhere@example.com");
        var second = (await SignIn("everywhere@example.com", Accounted.Password)).Expect(200).Json.GetProperty("secret").GetString()!;
        (await mart.Anyone.Post("/registration/sessions/list", new { secret = first })).Json.GetArrayLength().ShouldBe(2);
        (await mart.Anyone.Post("/registration/sessions/end-all", new { secret = second })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await mart.Token(first)).Refusal.ShouldBe("SessionOver");
        (await mart.Token(second)).Refusal.ShouldBe("SessionOver");
    }

    [Fact]
    public async Task With_an_authenticator_a_password_is_not_enough_and_a_recovery_code_serves_once()
    {
        var session = await mart.Open("second@example.com");
        var key = (await mart.Anyone.Post("/registration/account/authenticator", new { secret = session })).Expect(200).Json.GetProperty("key").GetString()!;
        (await mart.Anyone.Post("/registration/account/authenticator/confirm", new { secret = session, code = "000000" })).Refusal.ShouldBe("CodeNotRight");
        var codes = (await mart.Anyone.Post("/registration/account/authenticator/confirm", new { secret = session, code = Totp(key) })).Expect(200).Json.GetProperty("recoveryCodes");

        (await SignIn("second@example.com", Accounted.Password)).Refusal.ShouldBe("SecondFactorNeeded");
        (await SignIn("second@example.com", Accounted.Password, "123456")).Refusal.ShouldBe("SignInRefused");
        (await SignIn("second@example.com", Accounted.Password, Totp(key))).Ok.ShouldBeTrue();
        var recovery = codes[0].GetString();
        (await SignIn("second@example.com", Accounted.Password, recovery)).Ok.ShouldBeTrue();
        (await SignIn("second@example.com", Accounted.Password, recovery)).Refusal.ShouldBe("SignInRefused");
    }

    [Fact]
    public async Task Changing_the_password_signs_out_everywhere_else()
    {
        var first = await mart.Open("change@example.com");
        var second = (await SignIn("change@example.com", Accounted.Password)).Expect(200).Json.GetProperty("secret").GetString()!;
        (await mart.Anyone.Post("/registration/account/password", new { secret = second, old = "not this one at all", @new = "another long sentence" })).Refusal.ShouldBe("PasswordNotRight");
        (await mart.Anyone.Post("/registration/account/password", new { secret = second, old = Accounted.Password, @new = "another long sentence" })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await mart.Token(first)).Refusal.ShouldBe("SessionOver");
        (await mart.Token(second)).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task An_account_that_is_forgotten_leaves_nothing_of_its_address()
    {
        var session = await mart.Open("gone@example.com");
        (await mart.Anyone.Post("/registration/account/forget", new { secret = session })).Status.ShouldBe(HttpStatusCode.NoContent);
        (await mart.Token(session)).Refusal.ShouldBe("SessionOver");
        (await SignIn("gone@example.com", Accounted.Password)).Refusal.ShouldBe("SignInRefused");
    }

    [Fact]
    public async Task Only_an_organizer_of_the_mart_invites_and_an_invitation_says_what_is_wrong_with_it()
    {
        (await mart.System.As(Roles.Buyer, "B1").Post($"/registration/marts/{Accounted.Mart}/invitations", new { email = "x@example.com", role = "organizer" })).Status.ShouldBe(HttpStatusCode.Forbidden);
        var wrong = await mart.System.Organizer().Post($"/registration/marts/{Accounted.Mart}/invitations", new { email = "no address", role = "king", company = "B1" });
        wrong.Refusal.ShouldBe("InvitationNotValid");
        wrong.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["company", "email", "role"], ignoreOrder: true);
    }

    [Fact]
    public void Mails_are_written_in_every_language()
    {
        foreach (var (language, words) in Letters.Languages)
        {
            words.Keys.ShouldBe(Letters.Languages["en"].Keys, ignoreOrder: true);
            if (language != "en") words["sign-in-text"].ShouldNotBe(Letters.Languages["en"]["sign-in-text"]);
        }
    }

    private Task<ApiAnswer> SignIn(string email, string password, string? code = null) => mart.Anyone.Post("/registration/sign-in/password", new { email, password, code, device = "test" });

    /// <summary>RFC 6238 with SHA-1, 30 seconds and 6 digits, as authenticators have it.</summary>
    private static string Totp(string key)
    {
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(key.TrimEnd('=').Select(c => Convert.ToString(Alphabet.IndexOf(char.ToUpperInvariant(c), StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var step = BitConverter.GetBytes(DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30);
        Array.Reverse(step);
#pragma warning disable CA5350 // what authenticators compute
        var hash = HMACSHA1.HashData(secret, step);
#pragma warning restore CA5350
        var at = hash[^1] & 15;
        var number = ((hash[at] & 127) << 24 | hash[at + 1] << 16 | hash[at + 2] << 8 | hash[at + 3]) % 1_000_000;
        return number.ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
    }
}

/// <summary>Apart, because it uses up what others need.</summary>
public sealed class AttemptsTests
{
    [Fact]
    public async Task Whoever_tries_too_often_is_told_to_wait()
    {
        await using var system = await TestSystem.Start();
        var answers = new List<ApiAnswer>();
        for (var i = 0; i < 25; i++) answers.Add(await system.As(Roles.Service).Post("/registration/sign-in/password", new { email = $"a{i}@example.com", password = "x" }));
        answers.Take(20).ShouldAllBe(a => a.Refusal == "SignInRefused");
        answers[^1].Status.ShouldBe(HttpStatusCode.TooManyRequests);
        answers[^1].Refusal.ShouldBe("TooManyAttempts");
        var elsewhere = system.As(Roles.Service);
        elsewhere.Http.DefaultRequestHeaders.Add(VisitorAddress.Header, "198.51.100.7");
        (await elsewhere.Post("/registration/sign-in/password", new { email = "b@example.com", password = "x" })).Refusal.ShouldBe("SignInRefused");
    }
}
