using TravelMart.Portal.Services;

namespace TravelMart.Portal.Marts;

/// <summary>A phase of a mart, and when it begins.</summary>
internal sealed record Phase(string Code, DateTimeOffset From);

/// <summary>
/// Which phase a mart is in, and which comes next: announced, applications and wishes, planning, the day, over, and closed once its result is sealed.
/// </summary>
internal sealed record PhaseClock(IReadOnlyList<Phase> Phases, string Now, Phase? Next)
{
    public const string Announced = "announced", Wishes = "wishes", Planning = "planning", Day = "day", Over = "over", Closed = "closed";

    public static PhaseClock Of(MartDocument mart, DateTimeOffset now, bool isSealed)
    {
        Phase[] phases = [new(Wishes, mart.ApplicationsOpenAt), new(Planning, mart.WishesCloseAt), new(Day, mart.OpensAt), new(Over, mart.ClosesAt)];
        var begun = phases.LastOrDefault(p => p.From <= now);
        return new(phases, isSealed ? Closed : begun?.Code ?? Announced, isSealed ? null : phases.FirstOrDefault(p => p.From > now));
    }

    /// <summary>Whether a phase is over, is now, or is to come.</summary>
    public string StateOf(Phase phase) => phase.Code == Now ? "now" : Now == Closed || (Next is not null ? phase.From < Next.From : true) ? "done" : "to-come";
}
