using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.Catalogue.Participants;
using TravelMart.Catalogue.Pictures;
using TravelMart.Catalogue.Products;
using TravelMart.Catalogue.Shortlists;
using TravelMart.Catalogue.Stands;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;
using Published = TravelMart.Contracts.Catalogue;

namespace TravelMart.Catalogue;

/// <summary>A seller's stand: profile and products in several languages, and the search over them.</summary>
public sealed class CatalogueModule : IServiceModule
{
    /// <summary>The service's name: the prefix of its paths and the name of its log.</summary>
    public const string ServiceName = "catalogue";

    /// <inheritdoc />
    public string Name => ServiceName;

    /// <inheritdoc />
    public IReadOnlyList<Queue> Queues { get; } = [new("catalogue-directory", [typeof(LearnMarts), typeof(LearnSellers)])];

    /// <inheritdoc />
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton(s => new CatalogueLog(s.GetRequiredKeyedService<IEventLog>(ServiceName), s.GetRequiredKeyedService<EventTypes>(ServiceName)));
        services.AddSingleton<StandSlice>();
        services.AddSingleton<ShortlistSlice>();
        services.AddSingleton<Learning>();
        services.AddView<MartCatalogue, MartCatalogueView>(ServiceName);
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        PublishStand.Map(routes);
        FindStands.Map(routes);
        SeeStand.Map(routes);
        PublishProduct.Map(routes);
        RetireProduct.Map(routes);
        RestoreProduct.Map(routes);
        PublishPicture.Map(routes);
        KeepShortlist.Map(routes);
    }

    /// <inheritdoc />
    public object? ToContract(string mart, string stream, object fact) => fact switch
    {
        StandPublished f => new Published.StandPublished(mart, f.Company, f.Profiles, f.Category, f.Languages),
        ProductPublished f => new Published.ProductPublished(mart, f.Company, f.Product, f.Titles, f.PriceFromMinor, f.PriceToMinor, f.Currency, f.Tags),
        ProductRetired f => new Published.ProductRetired(mart, f.Company, f.Product),
        ProductRestored f => new Published.ProductRestored(mart, f.Company, f.Product),
        MartLearned or SellerAdmitted or SellerLeft or PicturePublished or PictureRemoved or IShortlistFact => null,
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.GetType().Name, "say whether this fact leaves the service"),
    };
}
