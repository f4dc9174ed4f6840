using System.Data.Common;
using System.Globalization;
using JasperFx;
using JasperFx.Events;
using Marten;
using Marten.Exceptions;
using Marten.Services;
using Npgsql;
using TravelMart.EventSourcing.Relational;

namespace TravelMart.EventSourcing.Marten;

/// <summary>
/// Events that Marten appends in our transactions. Each commit is a session of Marten's, with the mart as its tenant; the envelope is
/// Marten's metadata where Marten has a place for it, and headers where it has not.
/// </summary>
internal sealed class MartenEvents(DocumentStore store, EventTypes types) : IPostgresEvents
{
    private readonly Dictionary<string, Type> _types = types.All.ToDictionary(t => t.Name, t => t.Type, StringComparer.Ordinal);

    public string Kind => "v";

    // A page of events is found by its positions, then each event by its key: whatever the planner guesses about their number, it must not go
    // through all of Marten's table for every page. Plans that it takes for dear then are not worth compiling.
    public string Settings => "-c enable_hashjoin=off -c enable_mergejoin=off -c enable_seqscan=off -c jit=off";

    public string Relation => MartenSchema.Text;

    public Task Prepare(CancellationToken cancel) => store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);

    public async Task<Inserted> Insert(Statements db, IReadOnlyList<RecordedEvent> events)
    {
        try
        {
            foreach (var run in Runs(events))
            {
                await using var session = store.LightweightSession(InTransaction(db, events[0].Mart));
                foreach (var stream in run.GroupBy(e => e.Stream)) Append(session, [.. stream]);
                await session.SaveChangesAsync(db.Cancel);
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            if (await Taken(db, failure, events) is { } taken) return new(0, taken);
            // The log decides by what the database said, not by how Marten wraps it.
            if (Said(failure) is { } said) throw said;
            throw;
        }
        db.Appended += events.Count;
        return new(await db.Scalar<long>("SELECT MAX(position) FROM event_position WHERE position BETWEEN (SELECT next_position(0)) AND (SELECT next_position(65535))"));
    }

    public ValueTask DisposeAsync()
    {
        store.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Events that keep their order when Marten appends them stream by stream: a stream that comes up again begins another run.</summary>
    private static IEnumerable<IReadOnlyList<RecordedEvent>> Runs(IReadOnlyList<RecordedEvent> events)
    {
        var (begin, streams) = (0, new HashSet<string>(StringComparer.Ordinal));
        for (var i = 0; i < events.Count; i++)
        {
            if (i == begin || events[i].Stream == events[i - 1].Stream || !streams.Contains(events[i].Stream))
            {
                streams.Add(events[i].Stream);
                continue;
            }
            yield return [.. events.Skip(begin).Take(i - begin)];
            (begin, streams) = (i, new(StringComparer.Ordinal) { events[i].Stream });
        }
        yield return [.. events.Skip(begin)];
    }

    private static SessionOptions InTransaction(Statements db, string mart)
    {
        var options = SessionOptions.ForTransaction((NpgsqlTransaction)db.Transaction!);
        options.TenantId = mart;
        return options;
    }

    // The facts are JSON already. They are appended as they are, so that a fact of a later version loses nothing here.
    private void Append(IDocumentSession session, IReadOnlyList<RecordedEvent> events)
    {
        var appended = session.Events.Append(events[0].Stream, events[^1].Version, events.Select(object (e) => new MartenFact(e.Json)).ToArray()).Events;
        foreach (var (e, marten) in events.Zip(appended)) Envelope(e, marten);
    }

    private void Envelope(RecordedEvent e, IEvent marten)
    {
        marten.Id = e.Id;
        marten.EventTypeName = e.Type;
        if (_types.TryGetValue(e.Type, out var type)) marten.DotNetTypeName = $"{type.FullName}, {type.Assembly.GetName().Name}";
        marten.Timestamp = e.RecordedAt;
        marten.CorrelationId = e.Cause.Correlation;
        marten.CausationId = e.Cause.Causation?.ToString();
        marten.UserName = e.Cause.Actor;
        marten.SetHeader("at", e.At.ToString("O", CultureInfo.InvariantCulture));
        marten.SetHeader("typeVersion", e.TypeVersion);
        marten.SetHeader("commandId", e.Cause.CommandId);
        if (e.Cause.OnBehalfOf is { } company) marten.SetHeader("onBehalfOf", company);
        if (e.Cause.TraceParent is { } trace) marten.SetHeader("traceParent", trace);
    }

    /// <summary>The first event whose id or place somebody else took, who uses Marten without our locks.</summary>
    private static async Task<RecordedEvent?> Taken(Statements db, Exception failure, IReadOnlyList<RecordedEvent> events)
    {
        if (failure is not (EventStreamUnexpectedMaxEventIdException or JasperFx.Events.ExistingStreamIdCollisionException)
            && Said(failure) is not PostgresException { SqlState: PostgresErrorCodes.UniqueViolation }) return null;
        await db.Run(GroupCommit.Undo);
        var versions = await Reader.Versions(db, events[0].Mart, [.. events.Select(e => e.Stream).Distinct()]);
        var ids = await db.Rows("SELECT id FROM mt_events WHERE id = ANY (@ids)", r => r.GetGuid(0), ("@ids", events.Select(e => e.Id).ToArray()));
        return events.FirstOrDefault(e => ids.Contains(e.Id) || versions.GetValueOrDefault(e.Stream) >= e.Version);
    }

    private static DbException? Said(Exception? failure) => failure switch
    {
        null => null,
        DbException said => said,
        _ => Said(failure.InnerException),
    };
}
