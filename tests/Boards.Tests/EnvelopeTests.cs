using System.Reflection;
using MassTransit;
using TravelMart.Contracts.Registration;
using TravelMart.ServiceDefaults;

namespace TravelMart.Boards.Tests;

/// <summary>What is read off a message, whatever carried it.</summary>
public sealed class EnvelopeTests
{
    private static readonly ContractMessage Sent = new Story().Open().Messages[0];

    [Fact]
    public void What_was_written_on_a_message_is_read_off_it() => ContractMessage.From(Received(Sent.Id, Header())).ShouldBe(Sent);

    [Fact]
    public void A_message_that_lacks_its_id_or_its_envelope_was_published_by_nobody_we_know()
    {
        Should.Throw<InvalidOperationException>(() => ContractMessage.From(Received(null, Header())));
        Should.Throw<InvalidOperationException>(() => ContractMessage.From(Received(Sent.Id, null)));
    }

    private static string Header()
    {
        var written = "";
        var headers = Like.A<SendHeaders>((_, arguments) => written = (string)arguments[1]!);
        Sent.WriteTo(Like.A<PublishContext>((method, _) => method == "get_Headers" ? headers : null));
        return written;
    }

    private static ConsumeContext<MartOpened> Received(Guid? id, string? header)
    {
        var headers = Like.A<Headers>((_, _) => header);
        return Like.A<ConsumeContext<MartOpened>>((method, _) => method switch
        {
            "get_Headers" => headers,
            "get_MessageId" => id,
            "get_Message" => Sent.Body,
            _ => null,
        });
    }
}

/// <summary>Something that answers as it is told.</summary>
public class Like : DispatchProxy
{
    private Func<string, object?[], object?> _answer = null!;

    public static T A<T>(Func<string, object?[], object?> answer) where T : class
    {
        var made = Create<T, Like>();
        ((Like)(object)made)._answer = answer;
        return made;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer(targetMethod!.Name, args ?? []);
}
