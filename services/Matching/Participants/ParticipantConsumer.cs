using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.Contracts.Registration;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Participants;

/// <summary>
/// Registration vets companies; Matching notes in its own history who takes part. Messages may come twice, and one may overtake
/// another: what is not newer than the last that was noted about a company changes nothing.
/// </summary>
internal sealed class ParticipantConsumer(
    [FromKeyedServices(MatchingModule.ServiceName)] IEventLog log,
    [FromKeyedServices(MatchingModule.ServiceName)] EventTypes types,
    TimeProvider clock) : IConsumer<CompanyAdmitted>, IConsumer<CompanyWithdrew>
{
    public Task Consume(ConsumeContext<CompanyAdmitted> context)
    {
        var (message, m) = (ContractMessage.From(context), context.Message);
        return Note(message, m.Company, new ParticipantAdmitted(m.Company, m.Role, m.Category, m.Country, m.Languages, m.Capacity, m.Stand, message.Version));
    }

    public Task Consume(ConsumeContext<CompanyWithdrew> context)
    {
        var (message, m) = (ContractMessage.From(context), context.Message);
        return Note(message, m.Company, new ParticipantWithdrew(m.Company, m.Reason, message.Version));
    }

    private async Task Note(ContractMessage message, string company, object fact)
    {
        var stream = Participant.StreamOf(company);
        var outcome = await Deciding.Run(log, async () =>
        {
            var participant = await log.Load(types, message.Mart, stream, new Participant(company), Participant.Evolve);
            if (message.Version <= participant.State.SourceVersion) return new Attempt();
            // Who comes back may hold more meetings at once than before: its blocked hours are claimed for all of them.
            var after = Participant.Evolve(participant.State, fact);
            return new Attempt
            {
                Commit = new Commit(message.Mart, message.At, message.Cause with { Causation = message.Id })
                {
                    Streams = [new(stream, participant.Version, [fact])],
                    Releases = [Participant.AwayHolder(company)],
                    Claims = ParticipantEndpoints.AwayClaims(after, after.BlockedSlots),
                },
            };
        }, clock);
        if (outcome is Outcome.Refused { Refusal: var refusal }) throw new InvalidOperationException(refusal.Sentence);
    }
}
