namespace TravelMart.Simulation.Tests.Model;

internal sealed class Company(string id, bool isSeller, string? category, int capacity, string[] languages)
{
    public string Id => id;

    public bool IsSeller => isSeller;

    public string? Category => category;

    public string[] Languages => languages;

    public string Role => isSeller ? "seller" : "buyer";

    public int Capacity { get; set; } = capacity;

    /// <summary><c>admitted</c>, <c>waitlisted</c>, <c>declined</c> or <c>withdrawn</c>.</summary>
    public string Standing { get; set; } = "admitted";

    public HashSet<int> Blocked { get; } = [];

    public bool Arrived { get; set; }

    public bool IsIn => Standing == "admitted";
}

internal sealed record Helper(string Id, string[] Languages, int[] Away);

internal sealed record Slot(int Number, int Session, DateTimeOffset Start, DateTimeOffset End);

internal sealed record Deal(string Outcome, long? Minor, string? Currency, string? Kind);

/// <summary>A meeting as a clerk with a notebook would keep it.</summary>
internal sealed class Encounter(Guid id, Company buyer, Company seller)
{
    public Guid Id => id;

    public Company Buyer => buyer;

    public Company Seller => seller;

    /// <summary><c>requested</c>, <c>declined</c>, <c>withdrawn</c>, <c>expired</c>, <c>booked</c>, <c>started</c>, <c>held</c>, <c>no-show</c> or <c>cancelled</c>.</summary>
    public string State { get; set; } = "requested";

    public bool WasRequested { get; init; }

    public string AskedBy { get; init; } = "";

    public string ProposedBy { get; set; } = "";

    public int[] Proposed { get; set; } = [];

    public DateTimeOffset LapsesAt { get; set; }

    public bool Repeat { get; init; }

    public string Origin { get; set; } = "";

    public int Slot { get; set; } = -1;

    public string? Interpreter { get; set; }

    public string? Missing { get; set; }

    public bool Disputed { get; set; }

    public int Moves { get; set; }

    /// <summary>Sides that have said that they are at the table.</summary>
    public HashSet<string> AtTable { get; } = [];

    public Dictionary<string, Deal> Logs { get; } = [];

    public bool OnTheBooks => State is "booked" or "started" or "held" or "no-show";

    public bool IsOf(Company company) => buyer == company || seller == company;

    /// <summary>The log that speaks for it.</summary>
    public Deal? Spoken => new[] { "seller", "buyer", "desk" }.Select(s => Logs.GetValueOrDefault(s)).FirstOrDefault(l => l is not null);
}
