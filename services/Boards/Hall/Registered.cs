using System.Collections.Immutable;
using TravelMart.Boards.Journal;
using TravelMart.Contracts.Registration;

namespace TravelMart.Boards.Hall;

/// <summary>Where a company stands with the mart.</summary>
internal enum Standing
{
    Applied,
    Admitted,
    Waitlisted,
    Declined,
    Withdrawn,
}

/// <summary>A company of the mart.</summary>
internal sealed record Participant(string Company, string Role)
{
    public Standing Standing { get; init; }

    public bool HasApplied { get; init; }

    public IReadOnlyDictionary<string, string> Names { get; init; } = ImmutableDictionary<string, string>.Empty;

    public string? Category { get; init; }

    public string Country { get; init; } = "";

    public IReadOnlyList<string> Languages { get; init; } = [];

    public int Capacity { get; init; } = 1;

    public int? Stand { get; init; }

    public bool Synthetic { get; init; }

    public bool IsSeller => Role == Contracts.Sides.Seller;
}

/// <summary>What Registration says: the mart and its companies.</summary>
internal sealed record Registered : IPart<Registered>
{
    public static Registered Empty { get; } = new();

    /// <summary>The mart's settings; null while only companies of it are known.</summary>
    public MartOpened? Opened { get; init; }

    public DateTimeOffset? OpenedAt { get; init; }

    public ImmutableDictionary<string, Participant> Companies { get; init; } = ImmutableDictionary<string, Participant>.Empty;

    public Registered With(JournalEntry entry) => entry.Body switch
    {
        MartOpened opened => this with { Opened = opened, OpenedAt = entry.At },
        MartPhasesMoved m => this with { Opened = Opened is null ? null : Opened with { WishesCloseAt = m.WishesCloseAt, OpensAt = m.OpensAt, ClosesAt = m.ClosesAt } },
        CompanyApplied c => Set(Of(c.Company, c.Role) with
        {
            Standing = Standing.Applied,
            HasApplied = true,
            Names = c.Names,
            Category = c.Category,
            Country = c.Country,
            Synthetic = c.Synthetic,
        }),
        CompanyAdmitted c => Set(Of(c.Company, c.Role) with
        {
            Standing = Standing.Admitted,
            Names = c.Names,
            Category = c.Category,
            Country = c.Country,
            Languages = c.Languages,
            Capacity = c.Capacity,
            Stand = c.Stand,
            Synthetic = c.Synthetic,
        }),
        CompanyWaitlisted c => Set(Of(c.Company, c.Role) with { Standing = Standing.Waitlisted }),
        CompanyDeclined c => Set(Of(c.Company, c.Role) with { Standing = Standing.Declined }),
        CompanyWithdrew c => Set(Of(c.Company, c.Role) with { Standing = Standing.Withdrawn }),
        _ => this,
    };

    private Participant Of(string company, string role) =>
        Companies.TryGetValue(company, out var known) ? known with { Role = role } : new Participant(company, role);

    private Registered Set(Participant company) => this with { Companies = Companies.SetItem(company.Company, company) };
}
