using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.ServiceDefaults;

namespace TravelMart.Catalogue;

/// <summary>The Catalogue service.</summary>
public sealed class CatalogueModule : IServiceModule
{
    /// <summary>The service's name: the prefix of its paths and the name of its log.</summary>
    public const string ServiceName = "catalogue";

    /// <inheritdoc />
    public string Name => ServiceName;

    /// <inheritdoc />
    public IReadOnlyList<Queue> Queues { get; } = [];

    /// <inheritdoc />
    public void AddServices(IServiceCollection services)
    {
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
    }

    /// <inheritdoc />
    public object? ToContract(string mart, string stream, object fact) => null;
}
