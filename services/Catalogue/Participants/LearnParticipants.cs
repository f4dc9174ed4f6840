using MassTransit;
using TravelMart.Catalogue.Stands;
using TravelMart.Contracts;
using TravelMart.Contracts.Registration;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Catalogue.Participants;

// Why: the catalogue asks nobody while it answers. It learns which marts are open and which sellers take part from Registration's
// messages, and keeps that as facts of its own with their original time. A message may come twice, and one may overtake another: what is not
// newer than the last that was learned about a company changes nothing.

internal static class LearnParticipants
{
    public static Decision Decide(MartLearned? known, MartOpened opened) => known is not null
        ? Decision.AlreadyTrue
        : Decision.Of(new MartLearned(opened.Mart, opened.Names, opened.Languages, opened.Rehearsal));

    /// <summary>Buyers have no stand, so they do not concern the catalogue.</summary>
    public static Decision Decide(Stand stand, CompanyAdmitted admitted, int version) => admitted.Role != Sides.Seller || version <= stand.SourceVersion
        ? Decision.AlreadyTrue
        : Decision.Of(new SellerAdmitted(admitted.Company, admitted.Names, admitted.Category ?? "", admitted.Country, admitted.Languages,
            admitted.Stand, admitted.Synthetic, version));

    public static Decision Decide(Stand stand, CompanyWithdrew withdrew, int version) => withdrew.Role != Sides.Seller || version <= stand.SourceVersion
        ? Decision.AlreadyTrue
        : Decision.Of(new SellerLeft(withdrew.Company, version));
}

/// <summary>Writes what a message says into the log, once.</summary>
internal sealed class Learning(CatalogueLog catalogue, TimeProvider clock)
{
    public async Task Run<TState>(ContractMessage message, string stream, Func<Task<Versioned<TState>>> load, Func<TState, Decision> decide)
    {
        var cause = message.Cause with { CommandId = Ids.From("catalogue", message.Id.ToString()), Causation = message.Id };
        var outcome = await Deciding.Run(catalogue.Log, async () =>
        {
            var state = await load();
            var decision = decide(state.State);
            if (decision.Events.Count == 0) return new Attempt { Refusal = decision.Refusal };
            return new Attempt
            {
                Commit = new Commit(message.Mart, message.At, cause)
                {
                    Streams = [new(stream, state.Version, decision.Events)],
                },
            };
        }, clock);
        if (outcome is Outcome.Refused refused) throw new InvalidOperationException(refused.Refusal.Name);
    }
}

internal sealed class LearnMarts(Learning learning, CatalogueLog catalogue) : IConsumer<MartOpened>
{
    public Task Consume(ConsumeContext<MartOpened> context)
    {
        var message = ContractMessage.From(context);
        return learning.Run(message, CatalogueLog.MartStream, () => catalogue.Mart(message.Mart), known => LearnParticipants.Decide(known, context.Message));
    }
}

internal sealed class LearnSellers(Learning learning, CatalogueLog catalogue) : IConsumer<CompanyAdmitted>, IConsumer<CompanyWithdrew>
{
    public Task Consume(ConsumeContext<CompanyAdmitted> context) =>
        Learn(ContractMessage.From(context), context.Message.Company, (stand, version) => LearnParticipants.Decide(stand, context.Message, version));

    public Task Consume(ConsumeContext<CompanyWithdrew> context) =>
        Learn(ContractMessage.From(context), context.Message.Company, (stand, version) => LearnParticipants.Decide(stand, context.Message, version));

    private Task Learn(ContractMessage message, string company, Func<Stand, int, Decision> decide) =>
        learning.Run(message, CatalogueLog.StandStream(company), () => catalogue.Stand(message.Mart, company), stand => decide(stand, message.Version));
}
