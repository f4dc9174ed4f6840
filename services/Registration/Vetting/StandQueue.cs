namespace TravelMart.Registration.Vetting;

/// <summary>
/// Politeness, not a guarantee: whoever asks for any free stand of a mart waits for those who asked before, because all of them want the
/// lowest number and would otherwise make each other decide again and again. The claim is what decides; who has waited long enough
/// goes on without a turn.
/// </summary>
internal sealed class StandQueue
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 16).Select(_ => new SemaphoreSlim(1))];

    /// <summary>A turn, to be disposed for the next one; null for whoever goes on without. Two marts may share a queue.</summary>
    public async Task<IDisposable?> Turn(string mart)
    {
        var gate = _gates[(uint)StringComparer.Ordinal.GetHashCode(mart) % _gates.Length];
        return await gate.WaitAsync(Patience) ? new Taken(gate) : null;
    }

    private sealed class Taken(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
