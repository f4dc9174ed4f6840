using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TravelMart.Boards.Totals;
using TravelMart.CommandLine.Client;
using TravelMart.EventSourcing;
using TravelMart.Matching;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Histories;

/// <summary>What a mart's history says, so that two stores can be compared.</summary>
/// <param name="Events">Events of each service.</param>
/// <param name="MatchHash">The hash of match history, as sealed results state it.</param>
/// <param name="WholeHash">A hash of everything that every event carries, but its position.</param>
/// <param name="Totals">The mart's totals, counted from it.</param>
/// <param name="Claims">The claims that it holds, by service.</param>
internal sealed record HistoryProof(IReadOnlyDictionary<string, int> Events, string MatchHash, string WholeHash, JsonElement Totals,
    IReadOnlyDictionary<string, IReadOnlyList<Claim>> Claims)
{
    public int Count => Events.Values.Sum();

    /// <summary>Reads a history to its end.</summary>
    /// <exception cref="ServiceException">There is none, or it has facts that this program does not know.</exception>
    public static async Task<HistoryProof> Of(IHistorySource source, string mart, Action read, CancellationToken cancel)
    {
        using var match = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var facts = HistoryStore.Modules.ToDictionary(m => m.Name, _ => new List<(string Stream, object Fact)>());
        var counts = facts.Keys.ToDictionary(s => s, _ => 0);
        var contracts = new List<ContractMessage>();
        var versions = new Dictionary<(string Service, string Mart, string Stream), int>();
        await foreach (var (service, e) in source.Read(mart, cancel))
        {
            if (!Types.ContainsKey(service)) throw new ServiceException($"there is no service '{service}' that keeps history");
            var version = versions[(service, e.Mart, e.Stream)] = versions.GetValueOrDefault((service, e.Mart, e.Stream)) + 1;
            if (version != e.Version) throw new ServiceException(string.Create(CultureInfo.InvariantCulture, $"event {e.Id} of {service} is number {e.Version} of {e.Stream}, where number {version} should come: the history is not whole"));
            var line = HistoryLine.Of(service, e);
            whole.AppendData(Encoding.UTF8.GetBytes(line.Whole() + "\n"));
            if (service == MatchingModule.ServiceName) match.AppendData(Encoding.UTF8.GetBytes(line.Canonical() + "\n"));
            counts[service]++;
            var fact = Fact(service, e);
            if (e.Mart == mart) facts[service].Add((e.Stream, fact));
            if (Module(service).ToContract(e.Mart, e.Stream, fact) is { } body)
                contracts.Add(new(e.Id, service, contracts.Count + 1, e.Version, e.Mart, e.At, e.Cause, body));
            read();
        }
        return new(counts, Hex(match), Hex(whole), Recount.Totals(mart, contracts.Where(c => c.Mart == mart)),
            facts.ToDictionary(f => f.Key, f => Module(f.Key).ClaimsOf(f.Value)));
    }

    /// <summary>In what two histories differ; empty where they are the same.</summary>
    public IEnumerable<string> DiffersFrom(HistoryProof other)
    {
        foreach (var (service, count) in Events)
            if (other.Events[service] != count) yield return $"{service} has {other.Events[service]} events and not {count}";
        if (other.WholeHash != WholeHash) yield return $"the hash of everything is {other.WholeHash} and not {WholeHash}";
        if (other.MatchHash != MatchHash) yield return $"the hash of match history is {other.MatchHash} and not {MatchHash}";
        if (!JsonElement.DeepEquals(other.Totals, Totals)) yield return "the totals are not the same";
    }

    private static IServiceModule Module(string service) => HistoryStore.Modules.First(m => m.Name == service);

    private static readonly Dictionary<string, EventTypes> Types = HistoryStore.Modules.ToDictionary(m => m.Name, m => EventTypes.In(m.GetType().Assembly));

    private static object Fact(string service, RecordedEvent e)
    {
        try { return Types[service].Read(e); }
        catch (InvalidOperationException unknown) { throw new ServiceException($"event {e.Id} of {service} cannot be read: {unknown.Message}"); }
    }

    private static string Hex(IncrementalHash hash) => Convert.ToHexStringLower(hash.GetHashAndReset());
}
