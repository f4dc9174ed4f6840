using System.Security.Cryptography;
using System.Text;
using TravelMart.EventSourcing;
using TravelMart.ServiceDefaults;

namespace TravelMart.Matching.Marts;

/// <summary>
/// A mart's history as far as it has been read: what it adds up to, and its hash. Reading on goes on with both, so that whoever was
/// overtaken reads what is new and not everything again.
/// </summary>
internal sealed class HistorySoFar(IEventLog log, MatchIndexView view, string mart) : IDisposable
{
    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The fold of these events.</summary>
    public MatchIndex State { get; private set; } = view.Initial(mart);

    /// <summary>The position of the last of them.</summary>
    public long Last { get; private set; }

    /// <summary>How many they are.</summary>
    public long Events { get; private set; }

    /// <summary>
    /// SHA-256 over the canonical JSON of their export lines, each followed by a line feed, without position and time of recording,
    /// which differ from store to store.
    /// </summary>
    public string Hash => Convert.ToHexStringLower(_sha.GetCurrentHash());

    /// <summary>Reads to the present end.</summary>
    public async Task ReadOn()
    {
        await foreach (var e in log.Follow(Last, mart))
        {
            _sha.AppendData(Encoding.UTF8.GetBytes(HistoryLine.Of(MatchingModule.ServiceName, e).Canonical() + "\n"));
            State = view.Apply(State, e);
            (Last, Events) = (e.Position, Events + 1);
        }
    }

    public void Dispose() => _sha.Dispose();
}
