using Microsoft.AspNetCore.Http;
using TravelMart.Catalogue.Participants;
using TravelMart.Catalogue.Shortlists;
using TravelMart.Catalogue.Stands;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Catalogue;

/// <summary>The service's log with the streams that slices read: one for what is known of a mart, one for each stand and each shortlist.</summary>
internal sealed record CatalogueLog(IEventLog Log, EventTypes Types)
{
    public const string MartStream = "mart";

    public static string StandStream(string company) => $"stand-{company}";

    public static string ShortlistStream(string company) => $"shortlist-{company}";

    public Task<Versioned<MartLearned?>> Mart(string id) => Log.Load<MartLearned?>(Types, id, MartStream, null, (state, fact) => fact as MartLearned ?? state);

    public Task<Versioned<Stand>> Stand(string mart, string company) => Log.Load(Types, mart, StandStream(company), Stands.Stand.None, Stands.Stand.Evolve);

    public Task<Versioned<Shortlist>> Shortlist(string mart, string company) => Log.Load(Types, mart, ShortlistStream(company), Shortlists.Shortlist.Empty, Shortlists.Shortlist.Evolve);
}

/// <summary>Refusals that several features share. Facts about marts and sellers come from elsewhere and may be on their way: callers try again.</summary>
internal static class Refusals
{
    public static Refusal MartUnknown(string mart) => new("MartUnknown", $"The catalogue does not know mart {mart} (yet).", StatusCodes.Status404NotFound);

    public static Refusal SellerNotAdmitted(string company) =>
        new("SellerNotAdmitted", $"{company} is not (yet) an admitted seller of this mart.", StatusCodes.Status404NotFound);

    public static Refusal ProductUnknown(string product) => new("ProductUnknown", $"This stand has no product {product}.", StatusCodes.Status404NotFound);
}

/// <summary>The slice that all features about one stand share: load, decide, append. Adapter code, no rule of the trade in it.</summary>
internal sealed class StandSlice(CatalogueLog catalogue, TimeProvider clock)
{
    /// <summary>What a change keeps and forgets beside its facts.</summary>
    internal sealed record Beside(IReadOnlyList<PersonalRow> Personal, IReadOnlyList<string> Forget);

    public Task<IResult> Run(Write write, string mart, string company, object body, Func<Stand, Decision> decide, Func<Stand, Beside>? beside = null) =>
        Deciding.Run(catalogue.Log, write, async () =>
        {
            if (!write.Caller.ActsFor(company)) return Problems.NotYours(company);
            if ((await catalogue.Mart(mart)).State is not { } known) return Refusals.MartUnknown(mart);
            var stand = await catalogue.Stand(mart, company);
            if (!stand.State.Admitted) return Refusals.SellerNotAdmitted(company);
            if (await write.Time(catalogue.Log, mart, known.Rehearsal) is not { } at) return Write.ClockIsNotYours;
            var decision = decide(stand.State);
            if (decision.Refusal is { } refusal) return refusal;
            if (decision.Events.Count == 0) return new Attempt { Body = body };
            var cause = write.Caller.IsOrganizer ? write.Cause with { OnBehalfOf = company } : write.Cause;
            var rows = beside?.Invoke(stand.State) ?? new([], []);
            return new Attempt
            {
                Body = body,
                Commit = new Commit(mart, at, cause)
                {
                    Streams = [new(CatalogueLog.StandStream(company), stand.Version, decision.Events)],
                    Personal = rows.Personal,
                    Forget = rows.Forget,
                },
            };
        }, clock);
}
