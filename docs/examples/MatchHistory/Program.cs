// What an organizer's analyst can do with match history that is kept in Marten: Marten's own LINQ, streams and projections, and none of
// TravelMart's code. docs/stores.md says how to run it.
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using JasperFx.MultiTenancy;
using Marten;
using Marten.Events;
using Marten.Events.Aggregation;
using Weasel.Core;

if (args is not [var connection, var mart])
{
    Console.Error.WriteLine("usage: MatchHistory CONNECTION MART");
    return 1;
}

await using var store = DocumentStore.For(o =>
{
    o.Connection(connection);
    o.Events.DatabaseSchemaName = "matching"; // where the Matching service keeps its history
    o.DatabaseSchemaName = "analysis"; // where this program keeps what it makes of it
    o.AutoCreateSchemaObjects = AutoCreate.CreateOrUpdate;
    o.Policies.AllDocumentsAreMultiTenanted();
    o.UseSystemTextJsonForSerialization(EnumStorage.AsString, Casing.CamelCase);

    // As the history was written: see docs/stores.md.
    o.Events.StreamIdentity = StreamIdentity.AsString;
    o.Events.TenancyStyle = TenancyStyle.Conjoined;
    o.Events.EnableUniqueIndexOnEventId = true;
    o.Events.EnableBigIntEvents = true;
    o.Events.MetadataConfig.EnableAll();
    o.Events.MetadataConfig.UserNameEnabled = true;

    // The facts by their names, each with the fields that matter here.
    o.Events.MapEventType<MeetingBooked>("meeting-booked");
    o.Events.MapEventType<MeetingHeld>("meeting-held");
    o.Events.MapEventType<MeetingDisputed>("meeting-disputed");
    o.Events.MapEventType<DisputeSettled>("dispute-settled");
    o.Events.MapEventType<AttendanceCorrected>("attendance-corrected");
    o.Projections.Add<Consultations>(ProjectionLifecycle.Async);
    o.Projections.RebuildErrors.SkipUnknownEvents = true; // facts that are not of interest here
});

// A tenant is a mart.
await using var session = store.QuerySession(mart);

// LINQ: who booked how many meetings.
var booked = await session.Events.QueryAllRawEvents().Where(e => e.EventTypesAre(typeof(MeetingBooked))).ToListAsync();
if (booked.Count == 0)
{
    Console.Error.WriteLine($"there is no meeting of a mart '{mart}' in this database");
    return 1;
}
foreach (var by in booked.GroupBy(e => e.UserName!.Split(':')[0]).OrderByDescending(g => g.Count()))
    Console.WriteLine($"{by.Count(),5} meetings booked by {by.Key}");

// The envelope: one meeting's way, as far as its facts are known here (FetchStreamAsync wants to know them all).
var stream = booked[0].StreamKey;
foreach (var e in await session.Events.QueryAllRawEvents().Where(e => e.StreamKey == stream && e.EventTypesAre(typeof(MeetingBooked), typeof(MeetingHeld))).OrderBy(e => e.Version).ToListAsync())
    Console.WriteLine($"      {e.Version}. {e.EventTypeName} at {e.GetHeader("at"):yyyy-MM-dd HH:mm}Z by {e.UserName}");

// A projection, rebuilt by Marten's daemon: each meeting that counts as a consultation (rule v1: held, and not disputed).
using var daemon = await store.BuildProjectionDaemonAsync();
await daemon.RebuildProjectionAsync<Consultations>(CancellationToken.None);
var counted = await session.Query<Consultation>().Where(c => c.Held && !c.Disputed).ToListAsync();
foreach (var seller in counted.GroupBy(c => c.Seller).OrderBy(g => g.Key))
    Console.WriteLine($"{seller.Count(),5} consultations of {seller.Key} with {seller.Select(c => c.Buyer).Distinct().Count()} buyers");
Console.WriteLine($"{counted.Count,5} consultations in all");
return 0;

public sealed record MeetingBooked(string Buyer, string Seller, int Slot, string Origin);

public sealed record MeetingHeld;

public sealed record MeetingDisputed;

public sealed record DisputeSettled;

public sealed record AttendanceCorrected(string Attendance);

/// <summary>A meeting, as far as it matters for counting.</summary>
public sealed record Consultation(string Id, string Buyer, string Seller, bool Held = false, bool Disputed = false);

/// <summary>Folds each meeting's stream.</summary>
public sealed partial class Consultations : SingleStreamProjection<Consultation, string>
{
    public override Consultation? Evolve(Consultation? meeting, string id, IEvent e) => e.Data switch
    {
        MeetingBooked b => new(id, b.Buyer, b.Seller),
        MeetingHeld => meeting! with { Held = true },
        MeetingDisputed => meeting! with { Disputed = true },
        DisputeSettled => meeting! with { Disputed = false },
        AttendanceCorrected c => meeting! with { Held = c.Attendance == "held", Disputed = false },
        _ => meeting,
    };
}
