using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using TravelMart.Boards;
using TravelMart.Catalogue;
using TravelMart.CommandLine.Client;
using TravelMart.CommandLine.Hosting;
using TravelMart.LocalServers;
using TravelMart.Matching;
using TravelMart.Registration;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Verbs;

/// <summary><c>travelmart queues</c>: how full the broker's queues are, what failed and why, and trying it again or dropping it.</summary>
internal static class QueuesVerb
{
    private const string ErrorSuffix = "_error";
    private static readonly IReadOnlyList<IServiceModule> Modules = [new RegistrationModule(), new CatalogueModule(), new MatchingModule(), new BoardsModule()];

    public static Command Create()
    {
        var data = Shared.Data();
        data.Recursive = true;
        var broker = new Option<string?>("--broker") { Description = "Address of the broker (amqp://user:password@host:port/); otherwise the one in TRAVELMART_BROKER, or the one that 'up' started. What stands on a command line can be read by others on the machine.", HelpName = "URI", Recursive = true };
        broker.Validators.Add(r => { if (Address(r.GetValueOrDefault<string?>()) is null) r.AddError("--broker is an address such as amqp://user:password@host:5672/"); });
        var command = new Command("queues", "Shows every queue: messages waiting, consumers, and what failed.") { data, broker };
        command.SetAction((use, cancel) => At(use, broker, data, (desk, nodes) => List(desk, nodes, cancel), cancel));
        command.Add(OfOne("failed", "Shows what lies in a queue's error queue, and why.", data, broker, (desk, queue, _, cancel) => ShowFailed(desk, queue, cancel)));
        command.Add(OfOne("retry", "Moves failed messages back into their queue.", data, broker, async (desk, queue, id, cancel) =>
            $"{await desk.Retry(queue, queue + ErrorSuffix, id, cancel)} moved back into {queue}."));
        command.Add(OfOne("drop", "Removes failed messages for good.", data, broker, async (desk, queue, id, cancel) =>
            $"{await desk.Drop(queue + ErrorSuffix, id, cancel)} dropped from {queue + ErrorSuffix}."));
        return command;
    }

    private static Command OfOne(string verb, string what, Option<string> data, Option<string?> broker,
        Func<BrokerDesk, string, string?, CancellationToken, Task<string>> act)
    {
        var queue = new Argument<string>("queue") { Description = "The queue's name, without _error." };
        var message = new Option<string?>("--message") { Description = "Only the message of this id.", HelpName = "ID" };
        var command = new Command(verb, what) { queue, message };
        command.SetAction((use, cancel) => At(use, broker, data, async (desk, nodes) =>
        {
            var name = use.GetRequiredValue(queue);
            if (!Names(nodes).Contains(name)) throw new ServiceException($"there is no queue {name}; 'travelmart queues' lists them");
            Shared.Answers.MarkupLine((await desk.Look(name + ErrorSuffix, cancel) is null ? "Nothing has failed there." : await act(desk, name, use.GetValue(message), cancel)).EscapeMarkup());
        }, cancel));
        return command;
    }

    private static Task<int> At(ParseResult use, Option<string?> broker, Option<string> data, Func<BrokerDesk, int, Task> act, CancellationToken cancel) => Shared.Guard(async () =>
    {
        var folder = UpVerb.Folder(use.GetRequiredValue(data));
        var state = ClusterState.Read(folder);
        var address = Address(use.GetValue(broker)) ?? Address(Environment.GetEnvironmentVariable("TRAVELMART_BROKER"))
            ?? RabbitServer.AddressIn(Path.Combine(folder, "rabbitmq")) ?? throw new ServiceException("no broker runs on this data folder; start one with 'travelmart up', or name one with --broker");
        await using var desk = await BrokerDesk.Open(address, cancel);
        await act(desk, state?.Instances.Max(i => i.Number) ?? 1);
        return ExitCode.Done;
    });

    private static Uri? Address(string? said) => Uri.TryCreate(said, UriKind.Absolute, out var uri) && uri.Scheme is "amqp" or "amqps" ? uri : null;

    private static async Task List(BrokerDesk desk, int nodes, CancellationToken cancel)
    {
        var table = new Table().Border(TableBorder.Rounded).AddColumn("queue").AddColumn(new TableColumn("waiting").RightAligned())
            .AddColumn(new TableColumn("consumers").RightAligned()).AddColumn(new TableColumn("failed").RightAligned());
        foreach (var name in Names(nodes))
        {
            var (depth, failed) = (await desk.Look(name, cancel), await desk.Look(name + ErrorSuffix, cancel));
            table.AddRow(name, Count(depth, depth?.Messages), Count(depth, depth?.Consumers), failed is { Messages: > 0 } ? $"[red]{failed.Messages}[/]" : "0");
        }
        Shared.Answers.Write(table);
    }

    private static async Task<string> ShowFailed(BrokerDesk desk, string queue, CancellationToken cancel)
    {
        var failed = await desk.Failed(queue + ErrorSuffix, cancel);
        var table = new Table().Border(TableBorder.Rounded).AddColumn("message").AddColumn("contract").AddColumn("failed at").AddColumn("why");
        foreach (var m in failed) table.AddRow(m.Id.EscapeMarkup(), m.Type.EscapeMarkup(), m.FailedAt.EscapeMarkup(), m.Error.EscapeMarkup());
        if (failed.Count > 0) Shared.Answers.Write(table);
        return failed.Count == 0 ? "Nothing has failed there." : $"{failed.Count} failed. 'travelmart queues retry {queue}' tries them again, 'drop' removes them.";
    }

    private static string Count(QueueDepth? queue, uint? number) =>
        queue is null ? "no queue" : number?.ToString(CultureInfo.InvariantCulture) ?? "its node's";

    private static IReadOnlyList<string> Names(int nodes) =>
        [.. Modules.SelectMany(m => m.Queues.SelectMany(q => m.PerNode ? Enumerable.Range(1, nodes).Select(n => $"{q.Name}.{n}") : [q.Name]))];
}
