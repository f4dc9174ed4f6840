using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.Contracts.Registration;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Marts;

/// <summary>
/// Registration moves the phases of a mart; Matching notes it in its own history, so that match history alone tells by which times wishes were closed
/// and bookings counted as pre-scheduled. Messages may come twice, and one may overtake another: what is not newer than the last changes nothing, and
/// what comes before its mart is tried again.
/// </summary>
internal sealed class PhasesConsumer(
    [FromKeyedServices(MatchingModule.ServiceName)] IEventLog log,
    [FromKeyedServices(MatchingModule.ServiceName)] EventTypes types,
    TimeProvider clock) : IConsumer<MartPhasesMoved>
{
    public async Task Consume(ConsumeContext<MartPhasesMoved> context)
    {
        var (message, m) = (ContractMessage.From(context), context.Message);
        var outcome = await Deciding.Run(log, async () =>
        {
            var settings = await log.Load(types, m.Mart, MartSettings.Stream, MartSettings.Unknown, MartSettings.Evolve);
            if (!settings.Exists) throw new InvalidOperationException("the mart is not known yet");
            if (message.Version <= settings.State.SourceVersion) return new Attempt();
            return new Attempt
            {
                Commit = new Commit(m.Mart, message.At, message.Cause with { Causation = message.Id })
                {
                    Streams = [new(MartSettings.Stream, settings.Version, [new PhasesMoved(m.WishesCloseAt, m.OpensAt, m.ClosesAt, message.Version)])],
                },
            };
        }, clock);
        if (outcome is Outcome.Refused { Refusal: var refusal }) throw new InvalidOperationException(refusal.Sentence);
    }
}
