using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
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
    public static Task<TestSystem> Start(IReadOnlyList<ContractMessage>? feed = null, string? dataFolder = null) => TestSystem.Start(dataFolder, builder => ServeFeeds(builder, feed ?? []));

    public static async Task Deliver(this TestSystem system, IEnumerable<ContractMessage> messages)
    {
        var journal = system.Services.GetRequiredService<MessageJournal>();
        await Task.WhenAll(messages.Select(m => journal.Keep(m)));
        var view = system.Services.GetRequiredService<LiveView<HallState>>();
        (await view.WaitFor(await journal.LastPosition(), TimeSpan.FromSeconds(10))).ShouldBeTrue();
    }

    private static void ServeFeeds(WebApplicationBuilder builder, IReadOnlyList<ContractMessage> feed) =>
        builder.Services.AddHttpClient("contract-feeds").ConfigurePrimaryHttpMessageHandler(() => new Feeds(feed));

    private sealed class Feeds(IReadOnlyList<ContractMessage> feed) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Authorization!.Scheme.ShouldBe("Bearer");
            var path = request.RequestUri!.AbsolutePath.Split('/');
            var lines = feed.Where(m => m.Source == path[1] && m.Mart == path[3]).Select(m => JsonSerializer.Serialize(
                new FeedLine(m.Id, m.Source, m.Position, m.Version, m.Mart, m.At, m.Cause, m.Type, JsonSerializer.SerializeToElement(m.Body, m.Body.GetType(), FactJson.Options)), FactJson.Options));
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(string.Join('\n', lines) + "\n", Encoding.UTF8) });
        }
    }
}
