using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;
using Contract = TravelMart.Contracts.Registration.MartOpened;

namespace TravelMart.Matching.Marts;

/// <summary>
/// Registration opens marts; Matching keeps the part of the settings that meetings obey in its own history, so that match history
/// alone is enough to recount a mart. A repeated message finds the stream there and changes nothing.
/// </summary>
internal sealed class MartConsumer([FromKeyedServices(MatchingModule.ServiceName)] IEventLog log) : IConsumer<Contract>
{
    public Task Consume(ConsumeContext<Contract> context)
    {
        var message = ContractMessage.From(context);
        var m = context.Message;
        var opened = new MartOpened(m.TimeZone, m.Slots, m.SharedTables, m.Interpreters, m.WishesCloseAt, m.OpensAt, m.ClosesAt,
            m.RequestExpiryMinutes, m.CountingRule, m.Rehearsal);
        return log.Append(new Commit(m.Mart, message.At, message.Cause with { Causation = message.Id })
        {
            Streams = [new(MartSettings.Stream, 0, [opened])],
        });
    }
}
