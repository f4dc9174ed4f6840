using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.EventSourcing;
using TravelMart.Matching.Marts;
using TravelMart.Matching.Meetings;
using TravelMart.Matching.Participants;
using TravelMart.Matching.Plans;
using TravelMart.Matching.Wishes;

namespace TravelMart.Matching;

/// <summary>
/// Everything of one mart that is looked up by something else than a single stream: whose meetings to unwind, which requests are due,
/// what all wishes add up to. A fold of match history; decisions about one meeting never rest on it.
/// </summary>
internal sealed record MatchIndex
{
    public MartSettings Mart { get; init; } = MartSettings.Unknown;

    /// <summary>The mart's clock: the time of its last event.</summary>
    public DateTimeOffset Now { get; init; } = DateTimeOffset.MinValue;

    public ImmutableDictionary<Guid, Meeting> Meetings { get; init; } = ImmutableDictionary<Guid, Meeting>.Empty;

    public ImmutableDictionary<string, Participant> Participants { get; init; } = ImmutableDictionary<string, Participant>.Empty;

    /// <summary>Wishes by (from, about).</summary>
    public ImmutableDictionary<(string From, string About), Wish> Wishes { get; init; } = ImmutableDictionary<(string, string), Wish>.Empty;

    public ImmutableDictionary<Guid, Plan> Plans { get; init; } = ImmutableDictionary<Guid, Plan>.Empty;

    /// <summary>Requests that wait for an answer, by when they lapse.</summary>
    public ImmutableSortedSet<(DateTimeOffset ExpiresAt, Guid Meeting)> Pending { get; init; } = [];
}

internal sealed class MatchIndexView([FromKeyedServices(MatchingModule.ServiceName)] EventTypes types) : IView<MatchIndex>
{
    public MatchIndex Initial(string mart) => new();

    public MatchIndex Apply(MatchIndex state, RecordedEvent e)
    {
        var fact = types.Read(e);
        state = state with { Now = e.At > state.Now ? e.At : state.Now };
        var (kind, id) = e.Stream.IndexOf('/', StringComparison.Ordinal) is var slash and > 0 ? (e.Stream[..slash], e.Stream[(slash + 1)..]) : (e.Stream, "");
        return kind switch
        {
            MartSettings.Stream => state with { Mart = MartSettings.Evolve(state.Mart, fact) },
            "participant" => state with
            {
                Participants = state.Participants.SetItem(id, Participant.Evolve(state.Participants.GetValueOrDefault(id) ?? new Participant(id), fact)),
            },
            "meeting" => ApplyMeeting(state, Guid.Parse(id), fact),
            "plan" => state with { Plans = state.Plans.SetItem(Guid.Parse(id), Plan.Evolve(state.Plans.GetValueOrDefault(Guid.Parse(id)) ?? new Plan(Guid.Parse(id)), fact)) },
            "wish" => ApplyWish(state, fact),
            _ => state,
        };
    }

    private static MatchIndex ApplyMeeting(MatchIndex state, Guid id, object fact)
    {
        var before = state.Meetings.GetValueOrDefault(id) ?? new Meeting(id);
        var after = Meeting.Evolve(before, fact);
        var pending = state.Pending;
        if (before.Status == MeetingStatus.Requested) pending = pending.Remove((before.ExpiresAt, id));
        if (after.Status == MeetingStatus.Requested) pending = pending.Add((after.ExpiresAt, id));
        return state with { Meetings = state.Meetings.SetItem(id, after), Pending = pending };
    }

    private static MatchIndex ApplyWish(MatchIndex state, object fact) => fact switch
    {
        WishStated w => state with { Wishes = state.Wishes.SetItem((w.From, w.About), Wish.Evolve(Wish.None, w)) },
        WishCleared w => state with { Wishes = state.Wishes.Remove((w.From, w.About)) },
        _ => state,
    };
}
