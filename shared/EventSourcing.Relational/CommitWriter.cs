namespace TravelMart.EventSourcing.Relational;

/// <summary>
/// Writes one commit inside a transaction that somebody else began and ends. Conflicts are found by the keys of the tables:
/// every insert says ON CONFLICT DO NOTHING, and a row that was not inserted is a conflict. Nothing is checked beforehand
/// that a key does not hold.
/// </summary>
internal sealed class CommitWriter(Dialect dialect, EventTypes types, TimeProvider clock)
{
    /// <summary>Writes, or says why not; then the caller must roll back.</summary>
    public async Task<CommitResult> Write(Statements db, Commit commit)
    {
        if (commit.Answer is not null && await Remember(db, commit.Answer) is { } before) return before;
        await Release(db, commit.Mart, commit.Releases);
        if (await Take(db, commit.Mart, [.. InKeyOrder(commit.Claims)]) is { } taken) return taken;
        await WritePersonal(db, commit);
        return await WriteEvents(db, commit);
    }

    /// <summary>Writes what another log recorded, or says why not; then the caller must roll back.</summary>
    public async Task<CommitResult> Write(Statements db, Import piece)
    {
        if (await Moved(db, piece.Mart, piece.LastOfMart) is { } moved) return moved;
        foreach (var answer in piece.Answers) await Remember(db, answer);
        await Release(db, piece.Mart, piece.Releases);
        if (await Take(db, piece.Mart, [.. InKeyOrder(piece.Claims)]) is { } taken) return taken;
        foreach (var row in piece.Personal) await WritePersonal(db, piece.Mart, row);
        if (piece.Events.Count == 0) return new CommitResult.Done(await Reader.LastPosition(db), DateTimeOffset.UnixEpoch);
        var versions = await Reader.Versions(db, piece.Mart, [.. piece.Events.Select(e => e.Stream).Distinct()]);
        foreach (var e in piece.Events)
        {
            var before = versions.GetValueOrDefault(e.Stream);
            if (before != e.Version - 1) return new CommitResult.StreamMoved(e.Stream, e.Version - 1, before);
            versions[e.Stream] = e.Version;
        }
        var at = await ClockShows(db, piece.Mart, piece.Events.Max(e => e.At));
        return await dialect.Insert(db, piece.Events) switch
        {
            { Taken: { } there } => new CommitResult.StreamMoved(there.Stream, there.Version - 1, await Version(db, there)),
            var done => new CommitResult.Done(done.Last, at),
        };
    }

    // One fixed order, so that two commits that want the same units cannot each wait for the other.
    private static IEnumerable<Claim> InKeyOrder(IReadOnlyList<Claim> claims) =>
        claims.OrderBy(c => c.Unit, StringComparer.Ordinal).ThenBy(c => c.Slot);

    private static async Task Release(Statements db, string mart, IReadOnlyList<string> holders)
    {
        foreach (var holder in holders) await db.Run("DELETE FROM claim WHERE mart = @mart AND holder = @holder", ("@mart", mart), ("@holder", holder));
    }

    private static async Task<CommitResult?> Remember(Statements db, Answer answer)
    {
        var inserted = await db.Run("""
            INSERT INTO answer (command_id, request_hash, status, body) VALUES (@id, @hash, @status, @body)
            ON CONFLICT DO NOTHING
            """, ("@id", answer.CommandId.ToString()), ("@hash", answer.RequestHash), ("@status", answer.Status), ("@body", answer.Json));
        return inserted == 1 ? null : new CommitResult.AlreadyAnswered((await Reader.FindAnswer(db, answer.CommandId))!);
    }

    private static async Task<CommitResult?> Take(Statements db, string mart, IReadOnlyList<Claim> claims)
    {
        if (claims.Count == 0) return null;
        var rows = string.Join(", ", Enumerable.Range(0, claims.Count).Select(i => $"(@mart, @u{i}, @s{i}, @h{i})"));
        List<(string, object?)> values = [("@mart", mart)];
        foreach (var (i, claim) in claims.Index()) values.AddRange([($"@u{i}", claim.Unit), ($"@s{i}", claim.Slot), ($"@h{i}", claim.Holder)]);
        var inserted = await db.Rows($"INSERT INTO claim (mart, unit, slot, holder) VALUES {rows} ON CONFLICT DO NOTHING RETURNING unit, slot",
            r => (r.GetString(0), r.GetInt32(1)), [.. values]);
        return inserted.Count == claims.Count ? null : await Holder(db, mart, claims.First(c => !inserted.Contains((c.Unit, c.Slot))));
    }

    private static async Task<CommitResult> Holder(Statements db, string mart, Claim wanted)
    {
        var held = await Reader.ReadClaims(db, mart, wanted.Slot, [wanted.Unit]);
        return new CommitResult.ClaimTaken(held.FirstOrDefault() ?? wanted);
    }

    private static async Task WritePersonal(Statements db, Commit commit)
    {
        foreach (var owner in commit.Forget)
            await db.Run("DELETE FROM personal WHERE mart = @mart AND owner = @owner", ("@mart", commit.Mart), ("@owner", owner));
        foreach (var row in commit.Personal) await WritePersonal(db, commit.Mart, row);
    }

    private static Task WritePersonal(Statements db, string mart, PersonalRow row) => db.Run("""
        INSERT INTO personal (mart, id, owner, kind, data) VALUES (@mart, @id, @owner, @kind, @data)
        ON CONFLICT (mart, id) DO UPDATE SET owner = excluded.owner, kind = excluded.kind, data = excluded.data
        """, ("@mart", mart), ("@id", row.Id), ("@owner", row.Owner), ("@kind", row.Kind), ("@data", row.Json));

    private async Task<CommitResult> WriteEvents(Statements db, Commit commit)
    {
        if (await Moved(db, commit.Mart, commit.LastOfMart) is { } moved) return moved;
        var stamp = await Stamp(db, commit);
        var coming = new List<RecordedEvent>();
        var versions = await Reader.Versions(db, commit.Mart, [.. commit.Streams.Select(s => s.Stream).Distinct()]);
        foreach (var append in commit.Streams)
        {
            var actual = versions.GetValueOrDefault(append.Stream);
            if (append.ExpectedVersion != StreamAppend.Any && append.ExpectedVersion != actual)
                return new CommitResult.StreamMoved(append.Stream, append.ExpectedVersion, actual);
            foreach (var fact in append.Events) coming.Add(Next(commit, append.Stream, ++actual, stamp, fact, isFirst: coming.Count == 0));
            versions[append.Stream] = actual;
        }
        if (coming.Count == 0) return new CommitResult.Done(await Reader.LastPosition(db), stamp);
        return await dialect.Insert(db, coming) switch
        {
            { Taken: { } taken } => new CommitResult.StreamMoved(taken.Stream, commit.Streams.First(s => s.Stream == taken.Stream).ExpectedVersion, await Version(db, taken)),
            var done => new CommitResult.Done(done.Last, stamp),
        };
    }

    private static async Task<int> Version(Statements db, RecordedEvent e) => (await Reader.Versions(db, e.Mart, [e.Stream])).GetValueOrDefault(e.Stream);

    private static async Task<CommitResult?> Moved(Statements db, string mart, long? expected) =>
        expected is { } e && await LastOf(db, mart) is var last && last != e ? new CommitResult.MartMoved(e, last) : null;

    private static Task<long> LastOf(Statements db, string mart) =>
        db.Scalar<long>("SELECT position FROM event WHERE mart = @mart ORDER BY position DESC LIMIT 1", ("@mart", mart));

    private RecordedEvent Next(Commit commit, string stream, int version, DateTimeOffset at, object fact, bool isFirst)
    {
        var now = clock.GetUtcNow();
        var id = isFirst && commit.FirstEventId is { } given ? given : Guid.CreateVersion7(now);
        var (type, typeVersion, json) = fact is RawFact raw ? (raw.Type, raw.TypeVersion, raw.Json) : types.Write(fact);
        return new(0, commit.Mart, stream, version, id, type, typeVersion, at, now, commit.Cause, json);
    }

    /// <summary>
    /// The time of the commit's events: never before the mart's last, unless the commit brings its own. Either way the mart's clock
    /// has seen it, and shows nothing earlier to whoever comes next.
    /// </summary>
    private static async Task<DateTimeOffset> Stamp(Statements db, Commit commit)
    {
        if (commit.Streams.All(s => s.Events.Count == 0)) return commit.At.ToUniversalTime();
        var shown = await ClockShows(db, commit.Mart, commit.At);
        return commit.KeepTime ? Sql.Instant(commit.At.Micros()) : shown;
    }

    private static async Task<DateTimeOffset> ClockShows(Statements db, string mart, DateTimeOffset at) =>
        Sql.Instant(await db.Scalar<long>("""
            INSERT INTO mart_clock (mart, at) VALUES (@mart, @at)
            ON CONFLICT (mart) DO UPDATE SET at = CASE WHEN mart_clock.at > excluded.at THEN mart_clock.at ELSE excluded.at END RETURNING at
            """, ("@mart", mart), ("@at", at.Micros())));
}
