using TravelMart.EventSourcing;
using TravelMart.Matching.Meetings;
using TravelMart.Matching.Participants;

namespace TravelMart.Matching;

/// <summary>
/// What a mart's history holds: the units of its meetings, the pairs that meet, and the hours in which companies are away. The claims in the
/// store say the same at every moment; a history that comes from elsewhere gets them from here.
/// </summary>
internal sealed class HeldClaims
{
    private readonly Dictionary<string, Participant> _participants = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Held> _meetings = new(StringComparer.Ordinal);

    /// <summary>The claims after a mart's facts, by slot and unit.</summary>
    public static IReadOnlyList<Claim> Of(IEnumerable<(string Stream, object Fact)> history)
    {
        var held = new HeldClaims();
        foreach (var (stream, fact) in history) held.Add(stream, fact);
        return [.. held.Away().Concat(held._meetings.SelectMany(m => Of(m.Key, m.Value))).OrderBy(c => c.Slot).ThenBy(c => c.Unit, StringComparer.Ordinal)];
    }

    // A meeting's stream is also what its claims are held by.
    private void Add(string stream, object fact)
    {
        switch (fact)
        {
            case MeetingBooked b: _meetings[stream] = new(b.Slot, b.Units, b.Repeat ? null : Booking.PairUnit(b.Buyer, b.Seller)); break;
            case MeetingMoved m: _meetings[stream] = _meetings[stream] with { Slot = m.Slot, Units = m.Units }; break;
            case MeetingCancelled: _meetings.Remove(stream); break;
            case ParticipantAdmitted a: Note(a.Company, fact); break;
            case AvailabilityChanged c: Note(c.Company, fact); break;
        }
    }

    private void Note(string company, object fact) =>
        _participants[company] = Participant.Evolve(_participants.GetValueOrDefault(company) ?? new Participant(company), fact);

    private IEnumerable<Claim> Away() => _participants.Values.SelectMany(p => ParticipantEndpoints.AwayClaims(p, p.BlockedSlots));

    private static IEnumerable<Claim> Of(string holder, Held meeting) => meeting.Units.Select(unit => new Claim(unit, meeting.Slot, holder))
        .Concat(meeting.Pair is { } pair ? [new Claim(pair, -1, holder)] : []);

    private sealed record Held(int Slot, IReadOnlyList<string> Units, string? Pair);
}
