using TravelMart.CommandLine.Client;
using TravelMart.EventSourcing;

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
        Queue<Guid> there = [];
        (string Service, string Mart)? place = null;
        await foreach (var (service, e) in from.Read(mart, cancel))
        {
            if (place is { } now && (now != (service, e.Mart) || piece.Count == Piece)) await Flush(now.Service, piece, cancel);
            if (place != (service, e.Mart))
            {
                NothingElse(there, place);
                there = await Ids(service, e.Mart, cancel);
                place = (service, e.Mart);
            }
            commands[service].Add(e.Cause.CommandId);
            if (!there.TryDequeue(out var known)) piece.Add(e);
            else if (known != e.Id) throw Another(service);
            advance();
        }
        if (place is { } last) await Flush(last.Service, piece, cancel);
        NothingElse(there, place);
        return commands;
    }

    private async Task<Queue<Guid>> Ids(string service, string of, CancellationToken cancel)
    {
        var ids = new Queue<Guid>();
        await foreach (var e in to.Log(service).Follow(0, of, cancel))
        {
            ids.Enqueue(e.Id);
            _last[service] = e.Position;
        }
        return ids;
    }

    private async Task Flush(string service, List<RecordedEvent> piece, CancellationToken cancel)
    {
        if (piece.Count == 0) return;
        if (await to.Log(service).Import(new(piece[0].Mart, [.. piece]), cancel) is not CommitResult.Done done) throw Another(service);
        _last[service] = done.Position;
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

    private void NothingElse(Queue<Guid> there, (string Service, string Mart)? place)
    {
        if (there.Count > 0 && place is { } at && at.Mart == mart) throw Another(at.Service);
    }

    private ServiceException Another(string service) => new($"the store has another history of {mart} in {service}; it was left as it is");
}
