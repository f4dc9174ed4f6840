namespace TravelMart.Architecture.Tests;

public sealed class Rules_for_sources
{
    // A clock or a random id inside a decision makes it impossible to repeat. Time and ids come in as arguments.
    private static readonly string[] Unrepeatable =
        ["DateTime.Now", "DateTime.UtcNow", "DateTime.Today", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "Guid.NewGuid", "Guid.CreateVersion7()", "Random.Shared", "new Random()"];

    private static readonly string[] MustRepeat = ["services", "shared/EventSourcing", "shared/Scheduling", "shared/Contracts"];

    // Why each is allowed: the command line is the edge, where keys of requests are made and durations are shown.
    private static readonly string[] AtTheEdge = ["services/CommandLine/", "services/Registration/Accounts/", "services/Registration/Mail/"];

    // The benchmark's yardstick is plain SQL on the same store, without the port.
    private const string Yardstick = "services/CommandLine/Bench/";

    [Fact]
    public void Time_and_ids_come_in_as_arguments() =>
        MustRepeat.SelectMany(Repository.Sources)
            .Where(s => !AtTheEdge.Any(e => s.Path.StartsWith(e, StringComparison.Ordinal)))
            .SelectMany(s => Lines(s, l => Unrepeatable.Any(u => l.Contains(u, StringComparison.Ordinal)))).ShouldBeEmpty();

    [Fact]
    public void MassTransit_stays_at_the_edges() =>
        Repository.Sources("services").Where(s => !IsEdge(s))
            .SelectMany(s => Lines(s, l => l.Contains("MassTransit", StringComparison.Ordinal))).ShouldBeEmpty();

    [Fact]
    public void Services_read_and_write_only_through_the_port() =>
        Repository.Sources("services").Where(s => !s.Path.StartsWith(Yardstick, StringComparison.Ordinal))
            .SelectMany(s => Lines(s, l => l.Contains("using Microsoft.Data.Sqlite", StringComparison.Ordinal)
                || l.Contains("EventSourcing.Relational", StringComparison.Ordinal))).ShouldBeEmpty();

    [Fact]
    public void There_are_sources_to_look_at() => MustRepeat.SelectMany(Repository.Sources).Count().ShouldBeGreaterThan(10);

    // A file that declares a consumer, one that is called after consumers, and the module that lists them.
    private static bool IsEdge((string Path, IReadOnlyList<string> Lines) source) =>
        source.Lines.Any(l => l.Contains(": IConsumer<", StringComparison.Ordinal) || l.Contains(", IConsumer<", StringComparison.Ordinal))
        || Path.GetFileName(source.Path).Contains("Consumer", StringComparison.Ordinal)
        || source.Path.EndsWith("Module.cs", StringComparison.Ordinal)
        || source.Path.Contains("/Consumers/", StringComparison.Ordinal) || source.Path.Contains("/Messaging/", StringComparison.Ordinal);

    private static IEnumerable<string> Lines((string Path, IReadOnlyList<string> Lines) source, Func<string, bool> bad) =>
        source.Lines.Select((line, i) => (line, i)).Where(l => bad(l.line)).Select(l => $"{source.Path}:{l.i + 1}: {l.line.Trim()}");
}
