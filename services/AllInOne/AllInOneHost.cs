using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TravelMart.Boards;
using TravelMart.Catalogue;
using TravelMart.Matching;
using TravelMart.Portal;
using TravelMart.Registration;
using TravelMart.ServiceDefaults;

namespace TravelMart.AllInOne;

/// <summary>Every service in one process on embedded stores: the default for one laptop.</summary>
public static class AllInOneHost
{
    private static readonly string[] Services =
        [RegistrationModule.ServiceName, CatalogueModule.ServiceName, MatchingModule.ServiceName, BoardsModule.ServiceName, PortalModule.ServiceName];

    /// <summary>A host that is ready to start.</summary>
    /// <param name="dataFolder">Where logs and keys are kept; made where it is missing.</param>
    /// <param name="port">The port on the loopback address; must be free.</param>
    /// <param name="configure">Changes the builder before it is built, for tests that replace the clock.</param>
    public static WebApplication Create(string dataFolder, int port, Action<WebApplicationBuilder>? configure = null)
    {
        var address = new Uri($"http://127.0.0.1:{port}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(address.ToString());
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        configure?.Invoke(builder);
        builder.AddTravelMart(
            new HostSettings(dataFolder, DevelopmentIssuer: true) { Addresses = Services.ToDictionary(s => s, IReadOnlyList<Uri> (_) => [address]) },
            new RegistrationModule(), new CatalogueModule(), new MatchingModule(), new BoardsModule(), new PortalModule());
        var app = builder.Build().MapTravelMart();
        app.MapGet("/", () => Results.Redirect("/" + PortalModule.ServiceName)).AllowAnyone().ExcludeFromDescription();
        return app;
    }
}
