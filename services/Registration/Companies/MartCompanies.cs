using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.EventSourcing;
using TravelMart.Registration.Marts;

namespace TravelMart.Registration.Companies;

/// <summary>One company's application with its times.</summary>
internal sealed record CompanyRow(Application Application, DateTimeOffset AppliedAt, DateTimeOffset ChangedAt);

/// <summary>A mart with its companies, ordered by id: what lists are answered from. It knows no personal data.</summary>
internal sealed record MartCompanies(MartOpened? Mart, ImmutableSortedDictionary<string, CompanyRow> Companies)
{
    public int Admitted(string role) => Companies.Values.Count(c => c.Application.Standing == Standing.Admitted && c.Application.Role == role);
}

/// <summary>Folds a mart's registration history.</summary>
internal sealed class MartCompaniesView([FromKeyedServices(RegistrationModule.ServiceName)] EventTypes types) : IView<MartCompanies>
{
    public MartCompanies Initial(string mart) => new(null, ImmutableSortedDictionary.Create<string, CompanyRow>(StringComparer.Ordinal));

    public MartCompanies Apply(MartCompanies state, RecordedEvent e) => types.Read(e) switch
    {
        MartOpened opened => state with { Mart = opened },
        PhasesMoved moved => state with { Mart = state.Mart?.With(moved) },
        IApplicationFact fact => state with
        {
            Companies = state.Companies.SetItem(fact.Company, Row(state.Companies.GetValueOrDefault(fact.Company), fact, e.At)),
        },
        _ => state,
    };

    private static CompanyRow Row(CompanyRow? before, IApplicationFact fact, DateTimeOffset at) =>
        new(Application.Evolve(before?.Application ?? Application.None, fact), before is null || fact is ApplicationMade ? at : before.AppliedAt, at);
}
