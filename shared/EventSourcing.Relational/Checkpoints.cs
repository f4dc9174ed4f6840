namespace TravelMart.EventSourcing.Relational;

/// <summary>Checkpoints and parked messages, in the same database as the log they belong to.</summary>
internal sealed class Checkpoints(GroupCommit group, Reads reads, Func<string, CancellationToken, Task<ILead>> lead) : ICheckpoints
{
    public Task<long> Read(string subscriber, CancellationToken cancel = default) =>
        reads.Run(db => db.Scalar<long>("SELECT position FROM checkpoint WHERE subscriber = @s", ("@s", subscriber)), cancel);

    public Task Move(string subscriber, long position, CancellationToken cancel = default) =>
        Write(db => db.Run("""
            INSERT INTO checkpoint (subscriber, position) VALUES (@s, @p) ON CONFLICT (subscriber) DO UPDATE SET position = excluded.position
            """, ("@s", subscriber), ("@p", position)), cancel);

    public Task Park(ParkedMessage m, CancellationToken cancel = default) =>
        Write(db => db.Run("""
            INSERT INTO parked (subscriber, message_id, position, type, error, attempts, parked_at) VALUES (@s, @id, @p, @type, @error, @attempts, @at)
            ON CONFLICT (subscriber, message_id) DO UPDATE SET error = excluded.error, attempts = parked.attempts + excluded.attempts
            """, ("@s", m.Subscriber), ("@id", m.MessageId.ToString()), ("@p", m.Position), ("@type", m.Type), ("@error", m.Error),
            ("@attempts", m.Attempts), ("@at", m.ParkedAt.Micros())), cancel);

    public async Task<IReadOnlyList<ParkedMessage>> Parked(CancellationToken cancel = default) =>
        await reads.Run(db => db.Rows("SELECT subscriber, message_id, position, type, error, attempts, parked_at FROM parked ORDER BY parked_at, position",
            r => new ParkedMessage(r.GetString(0), Guid.Parse(r.GetString(1)), r.GetInt64(2), r.GetString(3), r.GetString(4), r.GetInt32(5),
                Sql.Instant(r.GetInt64(6)))), cancel);

    public async Task<bool> Unpark(string subscriber, Guid messageId, CancellationToken cancel = default) =>
        await Write(db => db.Run("DELETE FROM parked WHERE subscriber = @s AND message_id = @id",
            ("@s", subscriber), ("@id", messageId.ToString())), cancel) == 1;

    public Task<ILead> Lead(string subscriber, CancellationToken cancel = default) => lead(subscriber, cancel);

    private Task<int> Write(Func<Statements, Task<int>> statement, CancellationToken cancel) =>
        group.Run(null, async db => (await statement(db), true), cancel);
}
