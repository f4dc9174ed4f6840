using TravelMart.EventSourcing;

namespace TravelMart.Matching.Participants;

[EventName("participant-admitted")]
internal sealed record ParticipantAdmitted(string Company, string Role, string? Category, string Country, IReadOnlyList<string> Languages,
    int Capacity, int? Stand, int? SourceVersion = null);

[EventName("participant-withdrew")]
internal sealed record ParticipantWithdrew(string Company, string Reason, int? SourceVersion = null);

[EventName("availability-changed")]
internal sealed record AvailabilityChanged(string Company, IReadOnlyList<int> BlockedSlots);

[EventName("hall-checked-in")]
internal sealed record HallCheckedIn(string Company);

/// <summary>A company in this mart: whether it takes part, what it speaks, how many meetings it can hold at once, when it is away.</summary>
internal sealed record Participant(string Company)
{
    public string Role { get; init; } = "";

    public IReadOnlyList<string> Languages { get; init; } = [];

    public int Capacity { get; init; } = 1;

    public int? Stand { get; init; }

    public IReadOnlyList<int> BlockedSlots { get; init; } = [];

    public bool IsAdmitted { get; init; }

    public bool IsCheckedIn { get; init; }

    /// <summary>The version of the last fact about the company that Registration told; what is older comes too late.</summary>
    public int SourceVersion { get; init; }

    public static string StreamOf(string company) => "participant/" + company;

    public static Participant Evolve(Participant state, object fact) => fact switch
    {
        ParticipantAdmitted a => state with
        {
            IsAdmitted = true,
            Role = a.Role,
            Languages = a.Languages,
            Capacity = a.Capacity,
            Stand = a.Stand,
            SourceVersion = a.SourceVersion ?? state.SourceVersion,
        },
        ParticipantWithdrew w => state with { IsAdmitted = false, SourceVersion = w.SourceVersion ?? state.SourceVersion },
        AvailabilityChanged c => state with { BlockedSlots = c.BlockedSlots },
        HallCheckedIn => state with { IsCheckedIn = true },
        _ => state,
    };

    /// <summary>Who holds the claims of a company's blocked hours.</summary>
    public static string AwayHolder(string company) => "away/" + company;
}
