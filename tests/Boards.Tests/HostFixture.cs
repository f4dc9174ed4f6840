using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.Boards.Hall;
using TravelMart.Boards.Journal;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;
using TravelMart.Testing;

namespace TravelMart.Boards.Tests;

/// <summary>A host whose other services publish a told story.</summary>
internal static class HostFixture
{
    /// <param name="feed">What the services have published.</param>
    /// <param name="dataFolder">The data folder; null for one that goes away.</param>
    /// <param name="meanwhile">What happens each time after a service's feed was read.</param>
    public static Task<TestSystem> Start(IReadOnlyList<ContractMessage>? feed = null, string? dataFolder = null, Func<Task>? meanwhile = null) =>
        TestSystem.Start(dataFolder, builder => builder.Services.AddHttpClient("contract-feeds")
            .ConfigurePrimaryHttpMessageHandler(() => new Feeds(feed ?? [], meanwhile ?? (() => Task.CompletedTask))));

    public static async Task Deliver(this TestSystem system, IEnumerable<ContractMessage> messages)
    {
        var journal = system.Services.GetRequiredService<MessageJournal>();
        await Task.WhenAll(messages.Select(m => journal.Keep(m)));
        var view = system.Services.GetRequiredService<LiveView<HallState>>();
        (await view.WaitFor(await system.Log(BoardsModule.ServiceName).LastPosition(), TimeSpan.FromSeconds(10))).ShouldBeTrue();
    }

    private sealed class Feeds(IReadOnlyList<ContractMessage> feed, Func<Task> meanwhile) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization!.Scheme.ShouldBe("Bearer");
            var path = request.RequestUri!.AbsolutePath.Split('/');
            var lines = feed.Where(m => m.Source == path[1] && m.Mart == path[3]).Select(m => JsonSerializer.Serialize(
                new FeedLine(m.Id, m.Source, m.Position, m.Version, m.Mart, m.At, m.Cause, m.Type, JsonSerializer.SerializeToElement(m.Body, m.Body.GetType(), FactJson.Options)), FactJson.Options));
            var answer = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(string.Join('\n', lines) + "\n", Encoding.UTF8) };
            await meanwhile();
            return answer;
        }
    }
}
