namespace TravelMart.EventSourcing.Relational;

/// <summary>
/// Writes one commit inside a transaction that somebody else began and ends. Conflicts are found by the keys of the tables:
/// every insert says ON CONFLICT DO NOTHING, and a row that was not inserted is a conflict. Nothing is checked beforehand
/// that a key does not hold.
/// </summary>
internal sealed class CommitWriter(EventTypes types, TimeProvider clock)
{
    /// <summary>Writes, or says why not; then the caller must roll back.</summary>
    public async Task<CommitResult> Write(Statements db, Commit commit)
    {
        if (commit.Answer is not null && await Remember(db, commit.Answer) is { } before) return before;
        foreach (var holder in commit.Releases)
            await db.Run("DELETE FROM claim WHERE mart = @mart AND holder = @holder", ("@mart", commit.Mart), ("@holder", holder));
        foreach (var claim in InKeyOrder(commit.Claims))
            if (await Take(db, commit.Mart, claim) is { } taken) return taken;
        await WritePersonal(db, commit);
        return await WriteEvents(db, commit);
    }

    // One fixed order, so that two commits that want the same units cannot each wait for the other.
    private static IEnumerable<Claim> InKeyOrder(IReadOnlyList<Claim> claims) =>
        claims.OrderBy(c => c.Unit, StringComparer.Ordinal).ThenBy(c => c.Slot);

    private static async Task<CommitResult?> Remember(Statements db, Answer answer)
    {
        var inserted = await db.Run("""
            INSERT INTO answer (command_id, request_hash, status, body) VALUES (@id, @hash, @status, @body)
            ON CONFLICT DO NOTHING
            """, ("@id", answer.CommandId.ToString()), ("@hash", answer.RequestHash), ("@status", answer.Status), ("@body", answer.Json));
        return inserted == 1 ? null : new CommitResult.AlreadyAnswered((await Reader.FindAnswer(db, answer.CommandId, CancellationToken.None))!);
    }

    private static async Task<CommitResult?> Take(Statements db, string mart, Claim claim)
    {
        var inserted = await db.Run("""
            INSERT INTO claim (mart, unit, slot, holder) VALUES (@mart, @unit, @slot, @holder) ON CONFLICT DO NOTHING
            """, ("@mart", mart), ("@unit", claim.Unit), ("@slot", claim.Slot), ("@holder", claim.Holder));
        if (inserted == 1) return null;
        var held = await Reader.ReadClaims(db, mart, claim.Slot, [claim.Unit], CancellationToken.None);
        return new CommitResult.ClaimTaken(held.FirstOrDefault() ?? claim);
    }

    private static async Task WritePersonal(Statements db, Commit commit)
    {
        foreach (var owner in commit.Forget)
            await db.Run("DELETE FROM personal WHERE mart = @mart AND owner = @owner", ("@mart", commit.Mart), ("@owner", owner));
        foreach (var row in commit.Personal)
            await db.Run("""
                INSERT INTO personal (mart, id, owner, kind, data) VALUES (@mart, @id, @owner, @kind, @data)
                ON CONFLICT (mart, id) DO UPDATE SET owner = excluded.owner, kind = excluded.kind, data = excluded.data
                """, ("@mart", commit.Mart), ("@id", row.Id), ("@owner", row.Owner), ("@kind", row.Kind), ("@data", row.Json));
    }

    private async Task<CommitResult> WriteEvents(Statements db, Commit commit)
    {
        if (commit.LastOfMart is { } expected && await LastOf(db, commit.Mart) is var last && last != expected) return new CommitResult.MartMoved(expected, last);
        var stamp = await Stamp(db, commit);
        long? position = null;
        var firstId = commit.FirstEventId;
        foreach (var append in commit.Streams)
        {
            var actual = await db.Scalar<long>("SELECT COALESCE(MAX(version), 0) FROM event WHERE mart = @mart AND stream = @stream",
                ("@mart", commit.Mart), ("@stream", append.Stream));
            if (append.ExpectedVersion != StreamAppend.Any && append.ExpectedVersion != actual)
                return new CommitResult.StreamMoved(append.Stream, append.ExpectedVersion, (int)actual);
            foreach (var fact in append.Events)
            {
                position = await Insert(db, commit, append.Stream, (int)actual + 1, firstId ?? Guid.CreateVersion7(clock.GetUtcNow()), stamp, fact);
                if (position is null) return new CommitResult.StreamMoved(append.Stream, append.ExpectedVersion, (int)actual);
                actual++;
                firstId = null;
            }
        }
        return new CommitResult.Done(position ?? await db.Scalar<long>("SELECT COALESCE(MAX(position), 0) FROM event"), stamp);
    }

    private static Task<long> LastOf(Statements db, string mart) =>
        db.Scalar<long>("SELECT COALESCE(MAX(position), 0) FROM event WHERE mart = @mart", ("@mart", mart));

    private async Task<long?> Insert(Statements db, Commit commit, string stream, int version, Guid id, DateTimeOffset at, object fact)
    {
        var (type, typeVersion, json) = fact is RawFact raw ? (raw.Type, raw.TypeVersion, raw.Json) : types.Write(fact);
        var cause = commit.Cause;
        return await db.Scalar<long?>("""
            INSERT INTO event (mart, stream, version, id, type, type_version, at, recorded_at, command_id, actor, on_behalf_of, correlation, causation, trace_parent, data)
            VALUES (@mart, @stream, @version, @id, @type, @typeVersion, @at, @recordedAt, @command, @actor, @onBehalfOf, @correlation, @causation, @trace, @data)
            ON CONFLICT DO NOTHING RETURNING position
            """,
            ("@mart", commit.Mart), ("@stream", stream), ("@version", version), ("@id", id.ToString()), ("@type", type),
            ("@typeVersion", typeVersion), ("@at", at.Micros()), ("@recordedAt", clock.GetUtcNow().Micros()),
            ("@command", cause.CommandId.ToString()), ("@actor", cause.Actor), ("@onBehalfOf", cause.OnBehalfOf),
            ("@correlation", cause.Correlation), ("@causation", cause.Causation?.ToString()), ("@trace", cause.TraceParent),
            ("@data", json));
    }

    /// <summary>
    /// The time of the commit's events: never before the mart's last, unless the commit brings its own. Either way the mart's clock
    /// has seen it, and shows nothing earlier to whoever comes next.
    /// </summary>
    private static async Task<DateTimeOffset> Stamp(Statements db, Commit commit)
    {
        if (commit.Streams.All(s => s.Events.Count == 0)) return commit.At.ToUniversalTime();
        var micros = await db.Scalar<long>("""
            INSERT INTO mart_clock (mart, at) VALUES (@mart, @at)
            ON CONFLICT (mart) DO UPDATE SET at = MAX(at, excluded.at) RETURNING at
            """, ("@mart", commit.Mart), ("@at", commit.At.Micros()));
        return Sql.Instant(commit.KeepTime ? commit.At.Micros() : micros);
    }
}
