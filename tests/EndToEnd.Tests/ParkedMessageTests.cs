using System.Collections.Concurrent;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TravelMart.Boards;
using TravelMart.Catalogue;
using TravelMart.Contracts.Matching;
using TravelMart.Matching;
using TravelMart.Registration;
using TravelMart.ServiceDefaults;
using TravelMart.Testing;

namespace TravelMart.EndToEnd.Tests;

/// <summary>One message that can never be handled is set aside with an alarm, and holds up nobody else.</summary>
public sealed class ParkedMessageTests : IAsyncLifetime
{
    private const string Subscriber = "relay:" + FragileModule.QueueName;
    private readonly DataFolder _data = new();
    private readonly Alarms _alarms = new();
    private readonly Fault _fault = new();
    private WebApplication _app = null!;
    private ApiClient _organizer = null!;

    public async ValueTask InitializeAsync()
    {
        var address = new Uri($"http://127.0.0.1:{TestSystem.FreePort()}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address.ToString());
        builder.Logging.ClearProviders().AddProvider(_alarms);
        builder.Services.AddSingleton(_fault);
        string[] services = [RegistrationModule.ServiceName, CatalogueModule.ServiceName, MatchingModule.ServiceName, BoardsModule.ServiceName];
        builder.AddTravelMart(new HostSettings(_data.Path, DevelopmentIssuer: true) { Addresses = services.ToDictionary(s => s, _ => address) },
            new RegistrationModule(), new CatalogueModule(), new MatchingModule(), new BoardsModule(), new FragileModule());
        _app = builder.Build().MapTravelMart();
        await _app.StartAsync();
        var http = new HttpClient { BaseAddress = address };
        var token = _app.Services.GetRequiredService<TokenIssuer>().Issue(new Caller(Roles.Organizer, "*", null), TimeSpan.FromHours(1));
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        _organizer = new ApiClient(http);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _alarms.Dispose();
        _data.Dispose();
    }

    [Fact]
    public async Task It_is_listed_and_alarmed_while_all_others_flow_and_handled_once_the_fault_is_gone()
    {
        var mart = new SmallMart(_organizer);
        await mart.Open();
        _fault.Buyer = "B2";
        var meetings = new List<Guid>();
        foreach (var (slot, buyer) in mart.Buyers.Index()) meetings.Add(await mart.Book(buyer, slot));

        await Patience.Until(async () => (await Parked()).Count > 0, () => "nothing is parked");
        await Patience.Until(() => Task.FromResult(_fault.Handled.Count == 2), () => $"others wait: {string.Join(' ', _fault.Handled)}");
        _fault.Handled.Order().ShouldBe(new[] { meetings[0], meetings[2] }.Order());
        (await Health()).ShouldBe(("ready-with-alarm", 1));
        _alarms.Critical.ShouldHaveSingleItem().ShouldContain("ALARM");
        await Patience.Until(async () => (await _organizer.Get($"/boards/marts/{SmallMart.Id}/totals")).Json.GetProperty("booked").GetInt32() == 3, () => "another queue waits");

        var parked = (await Parked()).ShouldHaveSingleItem();
        parked.GetProperty("subscriber").GetString().ShouldBe(Subscriber);
        parked.GetProperty("type").GetString().ShouldBe("meeting-booked");
        parked.GetProperty("attempts").GetInt32().ShouldBeGreaterThan(1);
        var retry = $"/matching/parked/{parked.GetProperty("messageId").GetGuid()}/retry?subscriber={Uri.EscapeDataString(Subscriber)}";
        (await _organizer.Post(retry)).Refusal.ShouldBe("StillFailing");
        (await Parked()).Count.ShouldBe(1);

        _fault.Buyer = null;
        (await _organizer.Post(retry)).Expect(200);
        _fault.Handled.Order().ShouldBe(meetings.Order());
        (await Parked()).ShouldBeEmpty();
        (await Health()).ShouldBe(("ready", 0));
        (await _organizer.Post(retry)).Refusal.ShouldBe("NothingParked");
    }

    private async Task<List<System.Text.Json.JsonElement>> Parked() => [.. (await _organizer.Get("/matching/parked")).Expect(200).Json.EnumerateArray()];

    private async Task<(string, int)> Health()
    {
        var ready = (await _organizer.Get("/health/ready")).Expect(200).Json;
        return (ready.GetProperty("status").GetString()!, ready.GetProperty("parked").GetInt32());
    }

    /// <summary>Whose messages cannot be handled at present, and what was handled.</summary>
    internal sealed class Fault
    {
        public string? Buyer { get; set; }

        public ConcurrentQueue<Guid> Handled { get; } = new();
    }

    /// <summary>A further service with a consumer that has a fault.</summary>
    private sealed class FragileModule : IServiceModule
    {
        public const string QueueName = "fragile-meetings";

        public string Name => "fragile";

        public IReadOnlyList<Queue> Queues { get; } = [new(QueueName, [typeof(FragileConsumer)])];

        public void AddServices(IServiceCollection services) { }

        public void MapEndpoints(IEndpointRouteBuilder routes) { }

        public object? ToContract(string mart, string stream, object fact) => null;
    }

    internal sealed class FragileConsumer(Fault fault) : IConsumer<MeetingBooked>
    {
        public Task Consume(ConsumeContext<MeetingBooked> context)
        {
            if (context.Message.Buyer == fault.Buyer) throw new InvalidOperationException("this one is too much for me");
            fault.Handled.Enqueue(context.Message.Meeting);
            return Task.CompletedTask;
        }
    }

    /// <summary>Keeps what is logged as critical.</summary>
    private sealed class Alarms : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Critical { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Critical;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel == LogLevel.Critical) Critical.Enqueue(formatter(state, exception));
        }

        public void Dispose() { }
    }
}
