using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using TravelMart.CommandLine.Client;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Verbs;

/// <summary>
/// <c>travelmart board MART --trace MEETING</c>: one meeting's way through the services, request by request. What each process still remembers is
/// put together and drawn as a waterfall: who did what, when, and for how long.
/// </summary>
internal static class MeetingTrace
{
    private const int BarWidth = 32;

    public static async Task<int> Show(string mart, Guid meeting, string? against, string data, CancellationToken cancel)
    {
        await using var system = await Shared.Open(against, data, cancel);
        var events = await system.Api.Read($"/matching/marts/{mart}/meetings/{meeting}/traces", cancel);
        foreach (var request in events.EnumerateArray().GroupBy(e => e.GetProperty("trace").GetString()))
        {
            var spans = request.Key is null ? [] : await Spans(system.Api, request.Key, cancel);
            Shared.Answers.Write(Draw([.. request], spans));
            Shared.Answers.WriteLine();
        }
        return ExitCode.Done;
    }

    private static async Task<List<Span>> Spans(MartApi api, string trace, CancellationToken cancel) =>
        [.. (await api.ReadEverywhere($"/traces/{trace}", cancel))
            .SelectMany(answer => answer.Deserialize<List<Span>>(FactJson.Options)!)
            .DistinctBy(s => s.Id).OrderBy(s => s.StartedAt)];

    private static Table Draw(List<JsonElement> events, List<Span> spans)
    {
        var table = new Table().Border(TableBorder.Simple).Title(Title(events).EscapeMarkup());
        if (spans.Count == 0) return table.AddColumn("No process remembers this request any more.").HideHeaders().AddRow("[grey]No process remembers this request any more.[/]");
        table.AddColumn("Service").AddColumn("What").AddColumn(new TableColumn("at ms").RightAligned()).AddColumn(new TableColumn("took ms").RightAligned()).AddColumn("");
        var begin = spans[0].StartedAt;
        var length = spans.Max(s => (s.StartedAt - begin).TotalMilliseconds + s.Milliseconds);
        foreach (var (span, depth, times) in Steps(spans))
        {
            var at = (span.StartedAt - begin).TotalMilliseconds;
            table.AddRow(
                Process(span).EscapeMarkup(),
                (new string(' ', 2 * depth) + span.Name + (times > 1 ? string.Create(CultureInfo.InvariantCulture, $" ×{times}") : "")).EscapeMarkup(),
                at.ToString("0.0", CultureInfo.InvariantCulture), span.Milliseconds.ToString("0.0", CultureInfo.InvariantCulture),
                Bar(at / length, span.Milliseconds / length, span.Failed));
        }
        return table;
    }

    private static string Process(Span span) => span.Service.Contains('+', StringComparison.Ordinal) ? "all in one" : $"{span.Service} {span.Node}";

    private static string Title(List<JsonElement> events) => string.Create(CultureInfo.InvariantCulture,
        $"{string.Join(", ", events.Select(e => e.GetProperty("type").GetString()))}, recorded {events[0].GetProperty("recordedAt").GetDateTimeOffset():yyyy-MM-dd HH:mm:ss.fff} UTC");

    /// <summary>Spans in the order of the tree that they are; those of one name next to each other, such as the statements of a transaction, count as one.</summary>
    private static IEnumerable<(Span Span, int Depth, int Times)> Steps(List<Span> spans)
    {
        var known = spans.Select(s => s.Id).ToHashSet(StringComparer.Ordinal);
        var children = spans.ToLookup(s => s.Parent is { } parent && known.Contains(parent) ? parent : "", StringComparer.Ordinal);
        return Under("", 0);

        IEnumerable<(Span, int, int)> Under(string parent, int depth)
        {
            foreach (var alike in Alike(children[parent]))
            {
                var (first, last) = (alike[0], alike[^1]);
                var together = first with { Milliseconds = (last.StartedAt - first.StartedAt).TotalMilliseconds + last.Milliseconds, Failed = alike.Any(s => s.Failed) };
                yield return (together, depth, alike.Count);
                foreach (var step in alike.SelectMany(s => Under(s.Id, depth + 1))) yield return step;
            }
        }
    }

    private static IEnumerable<List<Span>> Alike(IEnumerable<Span> siblings)
    {
        List<Span> alike = [];
        foreach (var span in siblings)
        {
            if (alike.Count > 0 && (alike[0].Name, alike[0].Service, alike[0].Node) != (span.Name, span.Service, span.Node))
            {
                yield return alike;
                alike = [];
            }
            alike.Add(span);
        }
        if (alike.Count > 0) yield return alike;
    }

    private static string Bar(double from, double length, bool failed)
    {
        var start = Math.Clamp((int)(from * BarWidth), 0, BarWidth - 1);
        var cells = Math.Clamp((int)Math.Round(length * BarWidth), 1, BarWidth - start);
        return $"{new string(' ', start)}[{(failed ? "red" : "teal")}]{new string('█', cells)}[/]";
    }
}
