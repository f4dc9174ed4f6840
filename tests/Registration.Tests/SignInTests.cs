using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using TravelMart.Registration.SignIn;
using TravelMart.ServiceDefaults;
using TravelMart.Testing;

namespace TravelMart.Registration.Tests;

public sealed class SignInTests(RunningSystem running) : IClassFixture<RunningSystem>
{
    private readonly TestSystem _system = running.System;

    [Fact]
    public async Task A_token_of_the_demo_opens_what_its_role_may_see()
    {
        var mart = await running.Mart();
        var answer = (await _system.As("").Post("/registration/tokens", new { role = "organizer", mart })).Expect(200).Json;
        answer.GetProperty("expiresAt").GetDateTimeOffset().ShouldBeGreaterThan(DateTimeOffset.UtcNow.AddHours(11));
        using var client = new HttpClient { BaseAddress = _system.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", answer.GetProperty("token").GetString());
        (await client.GetAsync(new Uri($"/registration/marts/{mart}/companies", UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("king", "m1", null, "role")]
    [InlineData("organizer", "M 1", null, "mart")]
    [InlineData("seller", "m1", null, "company")]
    [InlineData("organizer", "m1", "S1", "company")]
    public async Task A_token_that_makes_no_sense_is_not_issued(string role, string mart, string? company, string field)
    {
        var answer = (await _system.As("").Post("/registration/tokens", new { role, mart, company })).Expect(400);
        answer.Refusal.ShouldBe("TokenNotValid");
        answer.Json.GetProperty("errors").EnumerateObject().ShouldHaveSingleItem().Name.ShouldBe(field);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Host", "evil.example")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    public async Task Other_web_sites_and_whoever_comes_through_a_proxy_get_no_token(string header, string value)
    {
        foreach (var path in new[] { "/registration/tokens", "/registration/demo-sign-in?role=organizer&mart=m1" })
        {
            using var request = new HttpRequestMessage(path.EndsWith("tokens", StringComparison.Ordinal) ? HttpMethod.Post : HttpMethod.Get, new Uri(_system.Address, path));
            if (request.Method == HttpMethod.Post) request.Content = JsonContent.Create(new { role = "organizer", mart = "m1" });
            request.Headers.TryAddWithoutValidation(header, value);
            using var answer = await Browser().SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("NoDevelopmentIssuer");
            answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        }
    }

    [Fact]
    public void A_host_that_is_not_for_development_and_a_caller_from_elsewhere_get_nothing()
    {
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.Request.Host = new("localhost", 8080);
        OwnMachine.MayAsk(context, new HostSettings("x", DevelopmentIssuer: true)).ShouldBeTrue();
        OwnMachine.MayAsk(context, new HostSettings("x", DevelopmentIssuer: false)).ShouldBeFalse();
        context.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.1");
        OwnMachine.MayAsk(context, new HostSettings("x", DevelopmentIssuer: true)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_demo_signs_in_with_a_cookie_that_script_cannot_read_and_leads_on()
    {
        var mart = await running.Mart();
        using var answer = await Browser().GetAsync(new Uri(_system.Address, $"/registration/demo-sign-in?role=organizer&mart={mart}&return=/registration/marts/{mart}/companies"));
        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer.Headers.Location!.OriginalString.ShouldBe($"/registration/marts/{mart}/companies");
        var cookie = answer.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldStartWith(Access.Cookie + "=");
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=strict");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_system.Address, answer.Headers.Location));
        request.Headers.Add("Cookie", cookie.Split(';')[0]);
        using var page = await Browser().SendAsync(request);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("boards")]
    public async Task The_demo_never_leads_to_another_host(string back)
    {
        using var answer = await Browser().GetAsync(new Uri(_system.Address, $"/registration/demo-sign-in?role=organizer&mart=m1&return={Uri.EscapeDataString(back)}"));
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("ReturnPathNotLocal");
    }

    private static HttpClient Browser() => new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
}
