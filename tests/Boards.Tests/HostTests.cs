using System.Diagnostics;
using System.Net;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.Boards.Journal;
using TravelMart.Contracts;
using TravelMart.Contracts.Matching;
using TravelMart.ServiceDefaults;
using TravelMart.Testing;

namespace TravelMart.Boards.Tests;

public sealed class HostTests : IAsyncLifetime
{
    private readonly Story _story = FullDay.Tell();
    private TestSystem _system = null!;

    public async ValueTask InitializeAsync()
    {
        _story.Buyer("B77", "<script>alert(1)</script> & Sons");
        _story.Book("B77", "S05", 12);
        _system = await HostFixture.Start(_story.Messages);
        await _system.Deliver(_story.Messages);
    }

    public async ValueTask DisposeAsync() => await _system.DisposeAsync();

    [Fact]
    public async Task A_message_delivered_twice_is_kept_once()
    {
        var journal = _system.Services.GetRequiredService<MessageJournal>();
        var before = await _system.Log(BoardsModule.ServiceName).LastPosition();
        (await journal.Keep(_story.Messages[3])).ShouldBeFalse();
        (await _system.Log(BoardsModule.ServiceName).LastPosition()).ShouldBe(before);
        (await journal.Ids("almaty")).Count.ShouldBe(_story.Messages.Count);
    }

    [Fact]
    public async Task The_queue_takes_every_contract_through_its_consumers()
    {
        var queue = new BoardsModule().Queues.Single();
        queue.Contracts.ShouldBe(ContractMessage.Types, ignoreOrder: true);
        var mediator = Bus.Factory.CreateMediator(m =>
        {
            foreach (var consumer in queue.Consumers) m.Consumer(consumer, type => ActivatorUtilities.CreateInstance(_system.Services, type));
        });
        var message = new Story("other").Open().Messages[0];
        for (var time = 0; time < 2; time++)
            await mediator.Publish(message.Body, message.Body.GetType(), Pipe.Execute<PublishContext>(message.WriteTo));
        (await _system.Services.GetRequiredService<MessageJournal>().Ids("other")).Keys.ShouldBe([message.Id]);
        // The journal is never published again, and its own relay does not stumble over it.
        (await _system.As("").Get("/health/ready")).Json.GetProperty("parked").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Boards_are_read_by_whoever_watches_the_mart_and_agendas_by_their_owners()
    {
        var anyone = _system.As("viewer");
        foreach (var path in new[] { "hall", "totals", "latest", "results", "live" })
        {
            (await _system.As("").Get($"/boards/marts/almaty/{path}")).Expect(401).Refusal.ShouldBe("TokenMissingOrInvalid");
            (await _system.As("viewer", mart: "elsewhere").Get($"/boards/marts/almaty/{path}")).Expect(403).Refusal.ShouldBe("NotYourMart");
        }
        (await anyone.Get("/boards/marts")).Expect(200).Json[0].GetProperty("mart").GetString().ShouldBe("almaty");
        var hall = (await anyone.Get("/boards/marts/almaty/hall")).Expect(200);
        hall.Json.GetProperty("at").GetProperty("local").GetString().ShouldBe("2023-07-13T14:52:00+06:00");
        hall.Json.GetProperty("currentSlot").GetInt32().ShouldBe(9);
        hall.Text.ShouldNotContain("agreed");
        var now = (await anyone.Get("/boards/marts/almaty/totals")).Expect(200).Json.GetProperty("consultations").GetInt32();
        var then = (await anyone.Get("/boards/marts/almaty/totals?at=2023-07-13T12:00")).Expect(200).Json.GetProperty("consultations").GetInt32();
        then.ShouldBeInRange(1, now - 1);
        (await anyone.Get("/boards/marts/almaty/totals?at=2023-07-13T12:00:00+06:00")).Expect(200).Json.GetProperty("consultations").GetInt32().ShouldBe(then);
        foreach (var never in new[] { "noon", "0001-01-01T00:00", "9999-12-31T23:59Z" })
            (await anyone.Get($"/boards/marts/almaty/hall?at={never}")).Expect(400).Refusal.ShouldBe("TimeNotUnderstood");
        (await anyone.Get("/boards/marts/nowhere/hall")).Refusal.ShouldBe("MartUnknown");
        (await anyone.Get("/boards/marts/almaty/latest?take=3")).Expect(200).Json.GetArrayLength().ShouldBe(3);
        (await anyone.Get("/boards/marts/almaty/latest?take=51")).Expect(400).Refusal.ShouldBe("PageNotValid");
        (await anyone.Get("/boards/marts/almaty/results")).Expect(200).Json.GetProperty("results").GetArrayLength().ShouldBe(0);

        (await _system.As("").Get("/boards/marts/almaty/agendas/B01")).Refusal.ShouldBe("TokenMissingOrInvalid");
        (await anyone.Get("/boards/marts/almaty/agendas/B01")).Refusal.ShouldBe("NotForYourRole");
        (await _system.As("buyer", "B02").Get("/boards/marts/almaty/agendas/B01")).Refusal.ShouldBe("NotYourCompany");
        var own = (await _system.As("buyer", "B01", "almaty").Get("/boards/marts/almaty/agendas/B01")).Expect(200).Json;
        own.GetProperty("meetings").GetArrayLength().ShouldBeGreaterThan(0);
        own.GetProperty("wishes")[0].GetProperty("strength").GetString().ShouldBe("must");
        own.GetProperty("wishes").EnumerateArray().ShouldContain(w => w.GetProperty("unplacedReasons").GetArrayLength() == 0);
        own.GetProperty("notices").EnumerateArray().ShouldContain(n => n.GetProperty("kind").GetString() == "booked");
        (await _system.Organizer().Get("/boards/marts/almaty/agendas/S03")).Expect(200);
        (await _system.Organizer().Get("/boards/marts/almaty/agendas/Z99")).Refusal.ShouldBe("CompanyUnknown");
    }

    [Theory]
    [InlineData("/boards", "Seoul Travel Mart Almaty", "This is a demo")]
    [InlineData("/boards/marts/almaty/board", "River Tours", "서울 트래블마트 알마티", "Free now", "7 min late", "s = sample company")]
    [InlineData("/boards/marts/almaty/board?lang=ko", "한강 리버투어", "지금 상담 가능")]
    [InlineData("/boards/marts/almaty/board?at=2023-07-13T11:00", "shown as of 2023-07-13 11:00")]
    [InlineData("/boards/marts/almaty/grid", "Needs attention now", "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Sons", "Golden Steppe Kazakhstan")]
    [InlineData("/boards/marts/almaty/grid?at=2023-07-13T11:00&lang=ru", "Вернуться в эфир")]
    [InlineData("/boards/marts/almaty/agenda/B77?zone=Asia/Seoul", "&lt;script&gt;", "19:15 Seoul", "16:15")]
    [InlineData("/boards/marts/almaty/results", "Counting rule v1", "1 USD = 1,290.00 KRW", "Running totals")]
    [InlineData("/boards/marts/almaty/results?at=2023-07-13T11:00", "shown as of 2023-07-13 11:00")]
    public async Task Pages_render_with_their_names_and_nothing_unescaped(string path, params string[] expected)
    {
        var page = await Page(_system.Organizer(), path);
        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        var html = await page.Content.ReadAsStringAsync();
        foreach (var text in expected) html.ShouldContain(text);
        html.ShouldNotContain("<script>");
        html.ShouldStartWith("<!DOCTYPE html>");
        page.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("script-src 'self'");
        html.ShouldNotContain(" style=\"");
    }

    [Fact]
    public async Task The_grid_and_agendas_ask_strangers_to_sign_in()
    {
        (await Page(_system.As(""), "/boards/marts/almaty/grid")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Page(_system.As("buyer", "B02"), "/boards/marts/almaty/grid")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Page(_system.As("buyer", "B02"), "/boards/marts/almaty/agenda/B01")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Page(_system.As("buyer", "B01", "elsewhere"), "/boards/marts/almaty/agenda/B01")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Page(_system.As(""), "/boards/marts/nowhere/board")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Page(_system.As(""), "/boards/marts/almaty/board?at=soon")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        // A visitor of a demo becomes a viewer on the way; elsewhere a board asks who is there.
        (await Page(_system.As(""), "/boards/marts/almaty/board?lang=ko")).RequestMessage!.RequestUri!.PathAndQuery.ShouldBe("/boards/marts/almaty/board?lang=ko");
        (await Page(_system.As("viewer"), "/boards/marts/almaty/grid")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Page(_system.As("viewer"), "/boards/marts/almaty/agenda/B01")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await Page(_system.As(""), "/")).RequestMessage!.RequestUri!.AbsolutePath.ShouldBe("/portal");
    }

    [Fact]
    public async Task Assets_are_served_with_a_year_of_caching()
    {
        var html = await (await Page(_system.As(""), "/boards/marts/almaty/board")).Content.ReadAsStringAsync();
        var css = System.Text.RegularExpressions.Regex.Match(html, "href=\"(/boards/assets/wall.css[^\"]+)\"").Groups[1].Value;
        var answer = await _system.As("").Http.GetAsync(css);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.CacheControl!.MaxAge.ShouldBe(TimeSpan.FromDays(365));
        (await _system.As("").Http.GetAsync("/boards/assets/secret.txt")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_live_board_hears_of_a_contract()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/boards/marts/almaty/live");
        using var response = await _system.As("viewer").Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        await Until(reader, "event: board");
        await Until(reader, "event: totals");
        var consultations = (await _system.As("viewer").Get("/boards/marts/almaty/totals")).Json.GetProperty("consultations").GetInt32();
        var late = _story.State.Matching.Now.Meetings.Values.First(m => m.Slot == 9 && m.Seller == "S08").Id;
        await Task.Delay(300);
        _story.Held(late, Sides.Desk);
        await _system.Deliver(_story.Messages.TakeLast(1));
        var heard = await Until(reader, $"\"consultations\":{consultations + 1},");
        TestContext.Current.TestOutputHelper?.WriteLine($"heard of after {heard.TotalMilliseconds:N0} ms");
    }

    private static async Task<TimeSpan> Until(StreamReader reader, string text)
    {
        var begun = Stopwatch.GetTimestamp();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await reader.ReadLineAsync(limit.Token) is { } line)
            if (line.Contains(text, StringComparison.Ordinal)) return Stopwatch.GetElapsedTime(begun);
        throw new InvalidOperationException($"the stream ended before '{text}'");
    }

    private static Task<HttpResponseMessage> Page(ApiClient client, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html,application/xhtml+xml");
        return client.Http.SendAsync(request);
    }
}
