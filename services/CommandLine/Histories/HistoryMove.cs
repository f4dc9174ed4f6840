using TravelMart.CommandLine.Client;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Histories;

/// <summary>
/// Brings a mart's history into a store: every event as it was recorded, in pieces, then the claims that it holds and what stood beside it.
/// A store that has the beginning of the same history gets the rest, so a move that was interrupted goes on; any other history of the mart is
/// left alone. Afterwards both sides are read again and compared.
/// </summary>
internal sealed class HistoryMove(IHistorySource from, HistoryStore to, string mart)
{
    private const int Piece = 500;
    private readonly Dictionary<string, long> _last = new(StringComparer.Ordinal);

    /// <summary>Events that were not there already.</summary>
    public int Written { get; private set; }

    /// <summary>Moves, and proves it.</summary>
    /// <param name="step">Hears what is being done, and of how many events.</param>
    /// <param name="advance">Hears of each event.</param>
    /// <param name="cancel">Stops between two pieces.</param>
    /// <exception cref="ServiceException">There is nothing to move, another history is there, or the two sides are not the same.</exception>
    public async Task<HistoryProof> Run(Action<string, int?> step, Action advance, CancellationToken cancel)
    {
        step("reading", null);
        var before = await HistoryProof.Of(from, mart, advance, cancel);
        if (before.Count == 0) throw new ServiceException($"there is no mart '{mart}'");
        await SourceHoldsWhatItSays(before, cancel);
        step("writing", before.Count);
        var commands = await Write(advance, cancel);
        step("claims and rows beside them", null);
        foreach (var (service, claims) in before.Claims) await WriteBeside(service, claims, commands[service], cancel);
        step("comparing", before.Count);
        var after = await HistoryProof.Of(to, mart, advance, cancel);
        var differences = before.DiffersFrom(after).Concat(await WrongClaims(to, after, cancel)).ToList();
        return differences.Count == 0 ? before : throw new ServiceException("the two sides differ: " + string.Join("; ", differences));
    }

    private async Task<Dictionary<string, HashSet<Guid>>> Write(Action advance, CancellationToken cancel)
    {
        var commands = HistoryStore.Modules.ToDictionary(m => m.Name, _ => new HashSet<Guid>());
        var piece = new List<RecordedEvent>();
        (string Service, string Mart)? place = null;
        ThereAlready? there = null;
        await foreach (var (service, e) in from.Read(mart, cancel))
        {
            if (place is { } now && (now != (service, e.Mart) || piece.Count == Piece)) await Flush(now.Service, piece, cancel);
            if (place != (service, e.Mart))
            {
                if (there is not null) await End(there);
                (place, there) = ((service, e.Mart), new(to, service, e.Mart, cancel));
            }
            commands[service].Add(e.Cause.CommandId);
            if (await there!.Next() is not { } known) piece.Add(e);
            else if (!SameFact(service, known, e)) throw Another(service);
            else _last[service] = known.Position;
            advance();
        }
        if (place is { } last) await Flush(last.Service, piece, cancel);
        if (there is not null) await End(there);
        return commands;
    }

    private static bool SameFact(string service, RecordedEvent one, RecordedEvent other) => HistoryLine.Of(service, one).Whole() == HistoryLine.Of(service, other).Whole();

    // The event that a mart belongs to may have gone on with other marts; the mart itself may not.
    private async Task End(ThereAlready there)
    {
        await using (there)
            if (there.Mart == mart && await there.Next() is not null) throw Another(there.Service);
    }

    private async Task Flush(string service, List<RecordedEvent> piece, CancellationToken cancel)
    {
        if (piece.Count == 0) return;
        if (await to.Log(service).Import(new(piece[0].Mart, [.. piece]), cancel) is not CommitResult.Done done) throw Another(service);
        _last[service] = done.Position;
        Written += piece.Count;
        piece.Clear();
    }

    private async Task WriteBeside(string service, IReadOnlyList<Claim> claims, IReadOnlyCollection<Guid> commands, CancellationToken cancel)
    {
        // An earlier part of the history may have left claims that the rest has given back.
        var held = await to.Log(service).ReadClaims(mart, cancel: cancel);
        var beside = new Import(mart, [])
        {
            LastOfMart = _last.GetValueOrDefault(service),
            Releases = [.. held.Select(c => c.Holder).Distinct()],
            Claims = claims,
            Personal = await from.Personal(service, mart, cancel),
            Answers = await from.Answers(service, commands, cancel),
        };
        if (await to.Log(service).Import(beside, cancel) is not CommitResult.Done) throw new ServiceException($"somebody changes {mart} in {service} of the store that it goes to; its claims were left as they were");
    }

    private async Task SourceHoldsWhatItSays(HistoryProof proof, CancellationToken cancel)
    {
        if (from is HistoryStore store && await WrongClaims(store, proof, cancel) is [var wrong, ..]) throw new ServiceException("the store that it comes from is not sound: " + wrong);
    }

    private async Task<IReadOnlyList<string>> WrongClaims(HistoryStore store, HistoryProof proof, CancellationToken cancel)
    {
        var wrong = new List<string>();
        foreach (var (service, claims) in proof.Claims)
            if (!(await store.Log(service).ReadClaims(mart, cancel: cancel)).ToHashSet().SetEquals(claims)) wrong.Add($"the claims of {service} are not those of its history");
        return wrong;
    }

    private ServiceException Another(string service) => new($"the store has another history of {mart} in {service}; it was left as it is");

    /// <summary>What a store had of a place before the move, read beside what comes. It ends before the first piece is written.</summary>
    private sealed class ThereAlready(HistoryStore store, string service, string mart, CancellationToken cancel) : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<RecordedEvent> _events = store.Log(service).Follow(0, mart, cancel).GetAsyncEnumerator(cancel);
        private bool _ended;

        public string Service => service;

        public string Mart => mart;

        public async Task<RecordedEvent?> Next()
        {
            if (_ended || (_ended = !await _events.MoveNextAsync())) return null;
            return _events.Current;
        }

        public ValueTask DisposeAsync() => _events.DisposeAsync();
    }
}
