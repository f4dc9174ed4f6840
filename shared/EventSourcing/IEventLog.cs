using System.Data.Common;

namespace TravelMart.EventSourcing;

/// <summary>
/// The event log port: the only thing a service's state is kept in. Streams of facts with expected versions, the claims
/// that make double booking impossible, answers to repeated commands, and subscriptions in commit order.
/// One suite of tests (EventLog.Tests) says what every implementation must do.
/// </summary>
public interface IEventLog
{
    /// <summary>A stream's events in order; empty for a stream that does not exist.</summary>
    /// <param name="mart">The mart.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="afterVersion">Only events after this version.</param>
    /// <param name="cancel">Stops reading.</param>
    Task<IReadOnlyList<RecordedEvent>> ReadStream(string mart, string stream, int afterVersion = 0, CancellationToken cancel = default);

    /// <summary>The events of several streams as of one moment, stream by stream and each in order.</summary>
    Task<IReadOnlyList<RecordedEvent>> ReadStreams(string mart, IReadOnlyCollection<string> streams, CancellationToken cancel = default);

    /// <summary>Up to <paramref name="limit"/> committed events after a position, in commit order; never past a gap that a running transaction left.</summary>
    /// <param name="after">The last position already seen; 0 for the beginning.</param>
    /// <param name="limit">1 to 10,000.</param>
    /// <param name="mart">Only this mart's events; null for all.</param>
    /// <param name="cancel">Stops reading.</param>
    Task<IReadOnlyList<RecordedEvent>> ReadForward(long after, int limit, string? mart = null, CancellationToken cancel = default);

    /// <summary>The position of the last committed event; 0 for an empty log.</summary>
    Task<long> LastPosition(CancellationToken cancel = default);

    /// <summary>How much was committed after a position.</summary>
    Task<Backlog> Backlog(long after, CancellationToken cancel = default);

    /// <summary>Waits until something was committed after a position, or the time is up. May wake early: read again.</summary>
    Task WaitForCommit(long after, TimeSpan atMost, CancellationToken cancel = default);

    /// <summary>The last time that an event of a mart carries: its clock never shows an earlier one. Null for a mart without events.</summary>
    Task<DateTimeOffset?> LastTime(string mart, CancellationToken cancel = default);

    /// <summary>What kept the last commit from being written; null if it was written. It is known again when the next one is tried.</summary>
    StoreTrouble? Trouble { get; }

    /// <summary>Everything or nothing: events to streams at their expected versions, claims, releases, personal rows and the answer.</summary>
    /// <exception cref="StoreNotWritableException">The store is full, or may only be read; nothing was written.</exception>
    Task<CommitResult> Append(Commit commit, CancellationToken cancel = default);

    /// <summary>A piece of a mart's history from another log, kept as it was recorded there; everything or nothing.</summary>
    /// <returns><see cref="CommitResult.StreamMoved"/> where a stream does not stand just before its first event, or an id is taken.</returns>
    Task<CommitResult> Import(Import piece, CancellationToken cancel = default);

    /// <summary>Who holds the given units in a slot.</summary>
    Task<IReadOnlyList<Claim>> ReadClaims(string mart, int slot, IReadOnlyCollection<string> units, CancellationToken cancel = default);

    /// <summary>Every claim of a mart whose unit begins with a prefix, ordered by slot and unit; an empty prefix for all.</summary>
    Task<IReadOnlyList<Claim>> ReadClaims(string mart, string unitPrefix = "", CancellationToken cancel = default);

    /// <summary>The answer given to a command before; null if it was never answered.</summary>
    Task<Answer?> FindAnswer(Guid commandId, CancellationToken cancel = default);

    /// <summary>A personal row; null where there is none, or where it was forgotten.</summary>
    Task<PersonalRow?> ReadPersonal(string mart, string id, CancellationToken cancel = default);

    /// <summary>Every personal row of a mart.</summary>
    Task<IReadOnlyList<PersonalRow>> ReadAllPersonal(string mart, CancellationToken cancel = default);

    /// <summary>The personal rows of one owner.</summary>
    Task<IReadOnlyList<PersonalRow>> ReadPersonalOf(string mart, string owner, CancellationToken cancel = default);

    /// <summary>Where subscribers stand, and what they could not handle.</summary>
    ICheckpoints Checkpoints { get; }
}

/// <summary>Why a store that can be read cannot be written.</summary>
public enum StoreTrouble
{
    /// <summary>Its disk is full.</summary>
    Full,

    /// <summary>It may only be read.</summary>
    ReadOnly,
}

/// <summary>A commit was not written, because the store takes nothing at present; what is in it is whole.</summary>
/// <param name="trouble">Why.</param>
/// <param name="cause">What the database said.</param>
public sealed class StoreNotWritableException(StoreTrouble trouble, DbException cause)
    : DbException(Words(trouble), cause)
{
    /// <summary>A trouble in words, without a full stop.</summary>
    public static string Words(StoreTrouble trouble) => trouble == StoreTrouble.Full ? "the disk of the store is full" : "the store may only be read";

    /// <summary>Why it was not written.</summary>
    public StoreTrouble Trouble => trouble;
}

/// <summary>Where named subscribers stand in the log, and the messages that one of them could not handle.</summary>
public interface ICheckpoints
{
    /// <summary>The last position that a subscriber has finished; 0 for a new one.</summary>
    Task<long> Read(string subscriber, CancellationToken cancel = default);

    /// <summary>Notes that a subscriber has finished everything up to a position.</summary>
    Task Move(string subscriber, long position, CancellationToken cancel = default);

    /// <summary>
    /// Waits until this process leads: of all processes that follow the log under a name, one is at work. What it does must bear being
    /// repeated, because a process that hangs may believe to lead for a few seconds longer.
    /// </summary>
    Task<ILead> Lead(string subscriber, CancellationToken cancel = default);

    /// <summary>Sets a message aside that always fails, so that it holds up nobody else.</summary>
    Task Park(ParkedMessage message, CancellationToken cancel = default);

    /// <summary>Messages set aside, oldest first.</summary>
    Task<IReadOnlyList<ParkedMessage>> Parked(CancellationToken cancel = default);

    /// <summary>Removes a parked message: it was handled after all, or given up. False if it was not there.</summary>
    Task<bool> Unpark(string subscriber, Guid messageId, CancellationToken cancel = default);
}

/// <summary>Being the one process at work under a subscriber's name, until it is given back or lost.</summary>
public interface ILead : IAsyncDisposable
{
    /// <summary>Cancelled when another process may lead.</summary>
    CancellationToken Lost { get; }
}

/// <summary>What a follower has not seen yet.</summary>
/// <param name="Events">How many events.</param>
/// <param name="Since">When the first of them was recorded, by the real clock; null if there are none.</param>
public sealed record Backlog(long Events, DateTimeOffset? Since);

/// <summary>A message that a subscriber failed to handle, again and again.</summary>
/// <param name="Subscriber">Whose it is.</param>
/// <param name="MessageId">The event's id.</param>
/// <param name="Position">Where the event stands in the log.</param>
/// <param name="Type">The contract's name.</param>
/// <param name="Error">Type and message of the last failure, without personal data.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="ParkedAt">When it was set aside.</param>
public sealed record ParkedMessage(string Subscriber, Guid MessageId, long Position, string Type, string Error, int Attempts, DateTimeOffset ParkedAt);

/// <summary>One unit (a lane of a company, a table, an interpreter) held in one slot. The primary key is (mart, unit, slot).</summary>
/// <param name="Unit">Such as <c>company/S07/1</c>, <c>table/7</c> or <c>interpreter/I2</c>.</param>
/// <param name="Slot">The slot, counted from 0; -1 for a claim outside the grid.</param>
/// <param name="Holder">Who holds it, such as <c>meeting/…</c>; claims are released by holder.</param>
public sealed record Claim(string Unit, int Slot, string Holder);

/// <summary>Something a person wrote or that names one. It can be forgotten at once; events carry only its id.</summary>
/// <param name="Id">Its id within the mart.</param>
/// <param name="Owner">Whose data it is, such as <c>delegate/…</c> or <c>company/S07</c>.</param>
/// <param name="Kind">What it is, such as <c>note</c> or <c>delegate</c>.</param>
/// <param name="Json">The data.</param>
public sealed record PersonalRow(string Id, string Owner, string Kind, string Json);

/// <summary>The answer to a command, kept so that a repeated command gets it again.</summary>
/// <param name="CommandId">The command.</param>
/// <param name="RequestHash">Hash of what was asked; another request under the same key is refused.</param>
/// <param name="Status">The HTTP status answered.</param>
/// <param name="Json">The body answered.</param>
public sealed record Answer(Guid CommandId, string RequestHash, int Status, string Json);

/// <summary>Events for one stream. Without events it only asserts that the stream has not moved.</summary>
/// <param name="Stream">The stream within the commit's mart.</param>
/// <param name="ExpectedVersion">The stream's last version: 0 for a new stream, <see cref="Any"/> for no check.</param>
/// <param name="Events">Facts with an <see cref="EventNameAttribute"/>.</param>
public sealed record StreamAppend(string Stream, int ExpectedVersion, IReadOnlyList<object> Events)
{
    /// <summary>Append wherever the stream stands.</summary>
    public const int Any = -1;
}

/// <summary>What one command changes, all in one commit.</summary>
/// <param name="Mart">The mart.</param>
/// <param name="At">The mart's clock. The log stamps a later time if the mart already has one, unless it is told to keep this one.</param>
/// <param name="Cause">Who and why.</param>
public sealed record Commit(string Mart, DateTimeOffset At, Cause Cause)
{
    /// <summary>Events by stream.</summary>
    public IReadOnlyList<StreamAppend> Streams { get; init; } = [];

    /// <summary>
    /// The position of the last event of the mart that was looked at, for a decision about everything so far: nothing else of the mart
    /// may be committed in between. Null for a decision about some streams.
    /// </summary>
    public long? LastOfMart { get; init; }

    /// <summary>Claims to take, after the releases.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>Holders whose claims are released.</summary>
    public IReadOnlyList<string> Releases { get; init; } = [];

    /// <summary>Personal rows to write; an existing id is replaced.</summary>
    public IReadOnlyList<PersonalRow> Personal { get; init; } = [];

    /// <summary>Owners whose personal rows are forgotten.</summary>
    public IReadOnlyList<string> Forget { get; init; } = [];

    /// <summary>The answer to remember; null where nobody repeats the command over HTTP.</summary>
    public Answer? Answer { get; init; }

    /// <summary>Keep the commit's time as it is, for copies of events from elsewhere. The mart's clock moves on to it if it is later.</summary>
    public bool KeepTime { get; init; }

    /// <summary>
    /// The id of the first event, for copies of messages; the rest are new. An id that the log already has makes the commit a
    /// <see cref="CommitResult.StreamMoved"/>: the copy is there already.
    /// </summary>
    public Guid? FirstEventId { get; init; }
}

/// <summary>Events of a mart as another log recorded them, and what stood beside them there.</summary>
/// <param name="Mart">The mart.</param>
/// <param name="Events">In the order of that log. They keep everything but their positions.</param>
public sealed record Import(string Mart, IReadOnlyList<RecordedEvent> Events)
{
    /// <summary>The position of the mart's last event here: nothing else of it may be committed in between. Null for no such check.</summary>
    public long? LastOfMart { get; init; }

    /// <summary>Holders whose claims are released, because the history went on.</summary>
    public IReadOnlyList<string> Releases { get; init; } = [];

    /// <summary>Claims that the mart's history holds, taken after the releases.</summary>
    public IReadOnlyList<Claim> Claims { get; init; } = [];

    /// <summary>Personal rows; an existing id is replaced.</summary>
    public IReadOnlyList<PersonalRow> Personal { get; init; } = [];

    /// <summary>Answers to commands; one that is known already stays.</summary>
    public IReadOnlyList<Answer> Answers { get; init; } = [];
}

/// <summary>What became of a commit.</summary>
public abstract record CommitResult
{
    private CommitResult() { }

    /// <summary>It is in the log.</summary>
    /// <param name="Position">The position of its last event (or the log's last, where it had none).</param>
    /// <param name="At">The time that its events carry.</param>
    public sealed record Done(long Position, DateTimeOffset At) : CommitResult;

    /// <summary>A stream was not at its expected version; nothing was written.</summary>
    public sealed record StreamMoved(string Stream, int Expected, int Actual) : CommitResult;

    /// <summary>The mart went on after the position that the commit named; nothing was written.</summary>
    public sealed record MartMoved(long Expected, long Actual) : CommitResult;

    /// <summary>A claim is held, by somebody else or by the same holder already; nothing was written.</summary>
    public sealed record ClaimTaken(Claim HeldBy) : CommitResult;

    /// <summary>The command was answered before; nothing was written.</summary>
    public sealed record AlreadyAnswered(Answer Answer) : CommitResult;
}

/// <summary>A fact that comes from elsewhere as it was written there: a contract from another service, or an imported event.</summary>
/// <param name="Type">The stable type name.</param>
/// <param name="TypeVersion">The version of its shape.</param>
/// <param name="Json">The fact itself.</param>
public sealed record RawFact(string Type, int TypeVersion, string Json);
