using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.EventSourcing;
using TravelMart.Registration.Accounts;
using TravelMart.Registration.Companies;
using TravelMart.Registration.Delegates;
using TravelMart.Registration.Events;
using TravelMart.Registration.Mail;
using TravelMart.Registration.Marts;
using TravelMart.Registration.SignIn;
using TravelMart.Registration.Vetting;
using TravelMart.ServiceDefaults;
using Published = TravelMart.Contracts.Registration;

namespace TravelMart.Registration;

/// <summary>Events and marts, applications and vetting, companies and delegates: the only service that holds personal data.</summary>
public sealed class RegistrationModule : IServiceModule
{
    /// <summary>The service's name: the prefix of its paths and the name of its log.</summary>
    public const string ServiceName = "registration";

    /// <inheritdoc />
    public string Name => ServiceName;

    /// <inheritdoc />
    public bool HoldsTheKey => true;

    /// <inheritdoc />
    public IReadOnlyList<Queue> Queues { get; } = [];

    /// <inheritdoc />
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton(s => new RegistrationLog(s.GetRequiredKeyedService<IEventLog>(ServiceName), s.GetRequiredKeyedService<EventTypes>(ServiceName)));
        services.AddSingleton<ApplicationSlice>();
        services.AddSingleton<StandQueue>();
        services.AddView<MartCompanies, MartCompaniesView>(ServiceName);
        services.AddHostedService<CompanyProfiles>();
        AccountsStore.Add(services);
        PostRound.Add(services);
    }

    /// <inheritdoc />
    public void MapEndpoints(IEndpointRouteBuilder routes)
    {
        OpenEvent.Map(routes);
        SeeEvents.Map(routes);
        OpenMart.Map(routes);
        SeeMarts.Map(routes);
        LookAtMart.Map(routes);
        MovePhases.Map(routes);
        Apply.Map(routes);
        ApplyOnline.Map(routes);
        ApproveCompany.Map(routes);
        WaitlistCompany.Map(routes);
        DeclineCompany.Map(routes);
        WithdrawCompany.Map(routes);
        NameDelegate.Map(routes);
        ForgetDelegate.Map(routes);
        ForgetNote.Map(routes);
        SeeCompanies.Map(routes);
        IssueToken.Map(routes);
        DemoSignIn.Map(routes);
        ServeServices.Map(routes);
        Invite.Map(routes);
        Badges.Map(routes);
        ViewerLinks.Map(routes);
        SignInSlices.Map(routes);
        Sessions.Map(routes);
        OwnAccount.Map(routes);
    }

    /// <inheritdoc />
    public IReadOnlyList<Claim> ClaimsOf(IEnumerable<(string Stream, object Fact)> history)
    {
        var stands = new SortedDictionary<int, string>();
        foreach (var (_, fact) in history)
            if (fact is CompanyAdmitted { Stand: { } stand } admitted) stands[stand] = admitted.Company;
            else if (fact is CompanyWithdrew withdrew)
                foreach (var free in stands.Where(s => s.Value == withdrew.Company).Select(s => s.Key).ToList()) stands.Remove(free);
        return [.. stands.Select(s => Stands.Claim(s.Key, s.Value))];
    }

    /// <inheritdoc />
    public object? ToContract(string mart, string stream, object fact) => fact switch
    {
        EventOpened f => new Published.EventOpened(f.Event, f.Names, f.City, f.Country, f.TimeZone, [.. f.Programmes.Select(p => p.Id)]),
        MartOpened f => new Published.MartOpened(f.Mart, f.Event, f.Names, f.City, f.Country, f.TimeZone, f.Slots, f.Pauses, f.SlotMinutes,
            f.ChangeoverMinutes, f.SharedTables, f.Interpreters, f.Categories, f.Languages, f.Rate, f.WishesCloseAt, f.OpensAt, f.ClosesAt,
            f.RequestExpiryMinutes, f.CountingRule, f.Rehearsal),
        PhasesMoved f => new Published.MartPhasesMoved(mart, f.WishesCloseAt, f.OpensAt, f.ClosesAt),
        ApplicationMade f => new Published.CompanyApplied(mart, f.Company, f.Role, f.Names, f.Category, f.Country, f.Synthetic),
        CompanyAdmitted f => new Published.CompanyAdmitted(mart, f.Company, f.Role, f.Names, f.Category, f.Country, f.Languages, f.Capacity,
            f.Stand, f.Synthetic),
        ApplicationWaitlisted f => new Published.CompanyWaitlisted(mart, f.Company, f.Role, f.Reason),
        ApplicationDeclined f => new Published.CompanyDeclined(mart, f.Company, f.Role, f.Reason),
        CompanyWithdrew f => new Published.CompanyWithdrew(mart, f.Company, f.Role, f.Reason),
        CompanyDescribed or ApplicationWithdrawn or DelegateNamed or DelegateForgotten or NoteForgotten => null,
        _ => throw new ArgumentOutOfRangeException(nameof(fact), fact.GetType().Name, "say whether this fact leaves the service"),
    };
}
