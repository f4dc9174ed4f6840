using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.Boards.Api;
using TravelMart.Boards.Hall;
using TravelMart.Boards.Journal;
using TravelMart.Boards.Live;
using TravelMart.Boards.Pages;
using TravelMart.Boards.Recompute;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards;

/// <summary>
/// The read side: the hall's live board, agendas, totals, results and any past instant of them. It decides nothing and publishes
/// nothing; everything it shows is folded from the contracts of the other services.
/// </summary>
public sealed class BoardsModule : IServiceModule
{
    /// <summary>The service's name: the prefix of its paths and the name of its log.</summary>
    public const string ServiceName = "boards";

    /// <inheritdoc />
    public string Name => ServiceName;

    /// <inheritdoc />
    public bool PerNode => true;

    /// <inheritdoc />
    public IReadOnlyList<Queue> Queues { get; } = [JournalQueue.Create()];

    /// <inheritdoc />
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<MessageJournal>();
        services.AddView<HallState, HallView>(ServiceName);
        services.AddSingleton<Marts>();
        services.AddSingleton<LiveBoards>();
        services.AddSingleton<FragmentRenderer>();
        services.AddSingleton<PageDesk>();
        services.AddSingleton<Recomputation>();
        services.AddRazorComponents();
        // Names in Hangul and Cyrillic are sent as they are; only what means something in HTML is escaped.
        services.AddWebEncoders(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        routes.MapData();
        routes.MapLive();
        routes.MapRecompute();
        PageAssets.Files.Map(routes);
        routes.MapPages();
    }

    /// <inheritdoc />
    public object? ToContract(string mart, string stream, object fact) => null;
}
