using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.Pages;
using TravelMart.Portal.Account;
using TravelMart.Portal.Applications;
using TravelMart.Portal.Badges;
using TravelMart.Portal.Day;
using TravelMart.Portal.Desk;
using TravelMart.Portal.Live;
using TravelMart.Portal.Marts;
using TravelMart.Portal.Meetings;
using TravelMart.Portal.Now;
using TravelMart.Portal.Plans;
using TravelMart.Portal.Recap;
using TravelMart.Portal.Services;
using TravelMart.Portal.Sheets;
using TravelMart.Portal.SignIn;
using TravelMart.Portal.Stands;
using TravelMart.Portal.Trails;
using TravelMart.Portal.Visits;
using TravelMart.Portal.Wishes;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal;

/// <summary>
/// The web for buyers, sellers and organizers. It keeps nothing and decides nothing: it asks the services on behalf of whoever is signed
/// in, with that person's own token, and shows what they answer.
/// </summary>
public sealed class PortalModule : IModule
{
    /// <summary>The module's name: the prefix of its paths.</summary>
    public const string ServiceName = "portal";

    internal static AssetFiles Assets { get; } = new(ServiceName, typeof(PortalModule).Assembly);

    /// <inheritdoc />
    public string Name => ServiceName;

    /// <inheritdoc />
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<ServiceClient>();
        services.AddSingleton<Visits.Visits>();
        services.AddSingleton<MartBell>();
        services.AddRazorComponents();
        // Names in Hangul and Cyrillic are sent as they are; only what means something in HTML is escaped.
        services.AddWebEncoders(o => o.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        Assets.Map(routes);
        Assets.MapAt(routes, "/worker.js", "worker.js");
        Doors.Map(routes);
        SeeAccount.Map(routes);
        BrowseStands.Map(routes);
        SeeStand.Map(routes);
        EditStand.Map(routes);
        CompareStands.Map(routes);
        Shortlists.Map(routes);
        OrderWishes.Map(routes);
        SeeDay.Map(routes);
        SeeNow.Map(routes);
        MartBell.Map(routes);
        WearBadges.Map(routes);
        LinkViewers.Map(routes);
        SeeRecap.Map(routes);
        SeeMeeting.Map(routes);
        AnswerMeeting.Map(routes);
        ApplyForMart.Map(routes);
        SeeApplication.Map(routes);
        SeeMart.Map(routes);
        OpenMart.Map(routes);
        VetApplications.Map(routes);
        WatchHall.Map(routes);
        DeskMeeting.Map(routes);
        DeskCompany.Map(routes);
        SeePlans.Map(routes);
        ImportSheet.Map(routes);
        ExportSheet.Map(routes);
        SeeTrail.Map(routes);
    }
}
