using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using TravelMart.ServiceDefaults;
using TravelMart.Testing;

namespace TravelMart.Portal.Tests;

/// <summary>From the invitation in a mail to one's own day, and out again.</summary>
public sealed partial class Coming_in(Fair fair) : IClassFixture<Fair>
{
    private const string Password = "a long and quiet sentence";

    [Fact]
    public async Task An_invited_delegate_opens_an_account_signs_out_and_in_again()
    {
        using var person = fair.Visitor();
        var welcome = await person.See(await Invite("aigerim@steppe.example", Roles.Buyer, "B1") + "&lang=en");
        welcome.Text.ShouldContain("You have been invited.");
        (await person.Send(welcome, "invitation", ("password", "short"))).Text.ShouldContain("at least 12 characters");
        var day = await person.Send(await person.See(welcome.Path), "invitation", ("password", Password));
        day.Path.ShouldBe(Fair.Page("day"));
        (await person.Send(day, "sign-out")).Path.ShouldBe("/portal");

        var door = await person.See(Fair.Page("wishes"));
        var wrong = await person.Send(door, "/portal/sign-in", ("email", "aigerim@steppe.example"), ("password", "not the sentence"));
        wrong.Status.ShouldBe(HttpStatusCode.Forbidden);
        wrong.Html.ShouldContain("value=\"aigerim@steppe.example\"");
        wrong.Html.ShouldNotContain("not the sentence");
        (await person.Send(wrong, "/portal/sign-in", ("email", "aigerim@steppe.example"), ("password", Password))).Path.ShouldBe(Fair.Page("wishes"));
    }

    [Fact]
    public async Task A_link_of_a_mail_signs_in_when_its_button_is_pressed_and_not_when_it_is_looked_at()
    {
        using var person = fair.Visitor();
        await person.Send(await person.See(await Invite("seller@clinic.example", Roles.Seller, "S1")), "invitation", ("password", ""));
        using var phone = fair.Visitor();
        (await phone.Send(await phone.See("/portal/sign-in?lang=en"), "/portal/sign-in/link", ("email", "seller@clinic.example"))).Text.ShouldContain("a mail with a link is on its way");
        var link = await MailedTo("seller@clinic.example", "link");
        using (var looker = fair.Visitor()) await looker.See(link);
        var page = await phone.See(link);
        (await phone.Send(page, "/portal/link")).Path.ShouldBe(Fair.Page("day"));
        using var second = fair.Visitor();
        (await second.Send(await second.See(link), "/portal/link")).Status.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Who_is_signed_out_elsewhere_is_out_here_when_the_token_ends()
    {
        using var person = fair.Visitor();
        await person.Send(await person.See(await Invite("out@steppe.example", Roles.Buyer, "B2")), "invitation", ("password", Password));
        using var other = fair.Visitor();
        var day = await other.Send(await other.See(Fair.Page("day")), "/portal/sign-in", ("email", "out@steppe.example"), ("password", Password));
        await other.Send(day, "sign-out", ("everywhere", "yes"));
        person.Forget(Access.Cookie);
        (await person.See(Fair.Page("day"))).Path.ShouldStartWith("/portal/sign-in");
    }

    [Fact]
    public async Task A_company_applies_without_an_account_opens_the_mail_and_sees_how_it_stands()
    {
        using var person = fair.Visitor();
        var form = await person.See(Fair.Page("apply?lang=ru"));
        var typed = new[] { ("role", "buyer"), ("name", "Алтын Сапар"), ("englishName", "Altyn Sapar"), ("country", "KZ"), ("languages", "ru"), ("person", "Айгерим"), ("phone", "") };
        var wrong = await person.Send(form, "apply", [.. typed, ("email", "nowhere")]);
        wrong.Status.ShouldBe(HttpStatusCode.BadRequest);
        wrong.Html.ShouldContain("value=\"Алтын Сапар\"");
        wrong.Text.ShouldContain("Проверьте это.");
        var sent = await person.Send(form, "apply", [.. typed, ("email", "aigerim@altyn.example"), ("key", "other")]);
        sent.Text.ShouldContain("Заявка отправлена.");
        (await person.Send(form, "apply", [.. typed, ("email", "aigerim@altyn.example"), ("key", "other")])).Text.ShouldContain("Заявка отправлена.");

        var welcome = await person.See(await MailedTo("aigerim@altyn.example", "invitation"));
        var state = await person.Send(welcome, "invitation", ("password", ""));
        state.Path.ShouldBe(Fair.Page("application"), state.Text);
        state.Text.ShouldContain("Организатор рассмотрит её.");
        state.Text.ShouldContain("Айгерим");
        var named = await person.Send(state, "application/delegates", ("name", "Бауыржан"), ("email", "b@altyn.example"), ("languages", "ru"));
        named.Text.ShouldContain("Участник добавлен.");
        (await person.Send(named, "application/delegates/forget")).Text.ShouldContain("данные стёрты");

        var waiting = (await fair.System.Organizer().Get($"/registration/marts/{Fair.Mart}/companies?text=Altyn")).Json;
        waiting.GetProperty("total").GetInt32().ShouldBe(1, "a form that is sent twice applies once");
        (await person.Send(await person.See(Fair.Page("application")), "application/withdraw", ("reason", "no-longer-interested"))).Text.ShouldContain("Вы вышли из участия.");
    }

    [Fact]
    public async Task A_person_looks_after_an_account_and_erases_it()
    {
        using var person = fair.Visitor();
        await person.Send(await person.See(await Invite("care@steppe.example", Roles.Buyer, "B1")), "invitation", ("password", Password));
        var account = await person.See("/portal/account?lang=en");
        account.Text.ShouldContain("care@steppe.example");
        account.Text.ShouldContain("this device");
        var weak = await person.Send(account, "account/password", ("old", Password), ("new", "short"));
        weak.Text.ShouldContain("at least 12 characters");
        (await person.Send(account, "account/password", ("old", Password), ("new", "another quiet sentence"))).Text.ShouldContain("The password is changed.");

        var begun = await person.Send(await person.See("/portal/account"), "account/authenticator");
        begun.Html.ShouldContain("<svg class=\"qr\"");
        var refused = await person.Send(begun, "authenticator/confirm", ("code", "000000"));
        refused.Text.ShouldContain("This is not the code");
        refused.Html.ShouldContain("<svg class=\"qr\"", customMessage: "the same key is shown again");

        (await person.Send(await person.See("/portal/account"), "account/forget")).Path.ShouldBe("/portal");
        (await person.See("/portal/account")).Path.ShouldStartWith("/portal/sign-in");
    }

    [Fact]
    public async Task A_visitor_of_a_demo_has_no_account_to_look_after()
    {
        using var guest = fair.Visitor();
        await guest.Enter(Roles.Buyer, Fair.Mart, "B1", Fair.Page("day"));
        var page = await guest.See("/portal/account?lang=en");
        page.Status.ShouldBe(HttpStatusCode.NotFound);
        page.Text.ShouldContain("A visitor of a demo has no account.");
    }

    [Fact]
    public async Task A_badge_opens_the_day_on_a_phone_does_nothing_else_and_can_be_taken_back()
    {
        using var person = fair.Visitor();
        await person.Enter(Roles.Buyer, Fair.Mart, "B1", Fair.Page("badges?lang=en"));
        var made = await person.Send(await person.See(Fair.Page("badges")), "badges");
        made.Html.ShouldContain("<svg class=\"qr\"");
        var link = new Uri(Regex.Match(made.Html, "http[^\"]*/portal/badge/[0-9a-f]{64}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value).PathAndQuery;

        using var phone = fair.Visitor();
        var day = await phone.See(link + "?lang=en");
        day.Path.ShouldBe(Fair.Page("day"));
        day.Text.ShouldContain("My meetings");
        day.Html.ShouldNotContain("/meetings/", customMessage: "a badge leads nowhere");
        foreach (var elsewhere in new[] { "now", "stands", "wishes", "application", "badges" })
            (await phone.See(Fair.Page(elsewhere))).Path.ShouldStartWith("/portal/sign-in", customMessage: elsewhere);

        (await person.Send(await person.See(Fair.Page("badges")), "badges/take-back")).Text.ShouldContain("Taken back: it shows nothing any more.");
        phone.Forget(Access.Cookie);
        (await phone.See(Fair.Page("day"))).Path.ShouldStartWith("/portal/sign-in");
        (await phone.See(link)).Status.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task A_link_to_the_boards_shows_them_does_nothing_else_and_can_be_taken_back()
    {
        using var organizer = fair.Visitor();
        await organizer.Enter(Roles.Organizer, Fair.Mart, null, Fair.Page("badges?lang=en"));
        var made = await organizer.Send(await organizer.See(Fair.Page("badges")), "viewer-links");
        var link = new Uri(Regex.Match(made.Html, "http[^\"]*/portal/boards/[0-9a-f]{64}", RegexOptions.None, TimeSpan.FromSeconds(1)).Value).PathAndQuery;

        using var screen = fair.Visitor();
        (await screen.See(link)).Path.ShouldBe($"/boards/marts/{Fair.Mart}/board");
        (await screen.See($"/boards/marts/{Fair.Mart}/results")).Status.ShouldBe(HttpStatusCode.OK);
        (await screen.See($"/boards/marts/{Fair.Mart}/grid")).Status.ShouldBe(HttpStatusCode.Forbidden);
        foreach (var elsewhere in new[] { "day", "stands", "applications", "badges" })
            (await screen.See(Fair.Page(elsewhere))).Path.ShouldStartWith("/portal/sign-in", customMessage: elsewhere);

        (await organizer.Send(await organizer.See(Fair.Page("badges")), "viewer-links/take-back")).Text.ShouldContain("Taken back: it shows nothing any more.");
        screen.Forget(Access.Cookie);
        (await screen.See(link)).Status.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task An_organizer_prints_a_badge_for_everybody()
    {
        using var organizer = fair.Visitor();
        await organizer.Enter(Roles.Organizer, Fair.Mart, null, Fair.Page("badges?lang=en"));
        var sheet = await organizer.Send(await organizer.See(Fair.Page("badges")), "badges", ("role", "seller"));
        Regex.Count(sheet.Html, "<svg class=\"qr\"", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBe(2);
        sheet.Text.ShouldContain("Second Clinic");
    }

    private async Task<string> Invite(string email, string role, string company)
    {
        (await fair.System.Organizer().Post($"/registration/marts/{Fair.Mart}/invitations", new { email, role, company, language = "en" })).Expect(200);
        return await MailedTo(email, "invitation");
    }

    private async Task<string> MailedTo(string email, string page)
    {
        var folder = Path.Combine(fair.System.DataFolder, "mail");
        string? link = null;
        await Poll.Until(async () =>
        {
            foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder, "*.eml") : [])
            {
                var mail = await File.ReadAllTextAsync(file);
                if (!mail.Contains($"To: {email}\r\n", StringComparison.Ordinal)) continue;
                var text = Encoding.UTF8.GetString(Convert.FromBase64String(mail[(mail.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..].ReplaceLineEndings("")));
                if (Links().Match(text) is { Success: true } found && found.Value.Contains("/portal/" + page, StringComparison.Ordinal)) link = new Uri(found.Value).PathAndQuery;
            }
            return link is not null;
        });
        return link!;
    }

    [GeneratedRegex(@"http\S+")]
    private static partial Regex Links();
}
