using JasperFx;
using JasperFx.Events;
using JasperFx.MultiTenancy;
using Marten;
using Marten.Services;
using Npgsql;
using TravelMart.EventSourcing;
using TravelMart.EventSourcing.Marten;
using TravelMart.EventSourcing.Relational;
using TravelMart.LocalServers;
using Weasel.Core;

namespace TravelMart.EventLog.Tests;

/// <summary>The store on Marten.</summary>
public sealed class MartenStore(PostgresServer server) : PostgresStore(server)
{
    public override string Positions => "event_position";

    public override PostgresEventLog OpenLog(TimeProvider clock) => MartenEventLog.Open(Connection, Schema, Facts.Types, clock);

    public override async Task WriteAside(NpgsqlTransaction transaction, string stream)
    {
        await using var marten = Elsewhere();
        var options = SessionOptions.ForTransaction(transaction);
        options.TenantId = "slow-mart";
        await using var session = marten.LightweightSession(options);
        session.Events.Append(stream, new ThingHappened("aside"));
        await session.SaveChangesAsync();
    }

    /// <summary>Marten as somebody opens it who knows nothing of our log but its schema.</summary>
    internal DocumentStore Elsewhere(Action<StoreOptions>? more = null) => DocumentStore.For(o =>
    {
        o.Connection(Connection);
        o.DatabaseSchemaName = Schema;
        o.AutoCreateSchemaObjects = AutoCreate.None;
        o.UseSystemTextJsonForSerialization(EventTypes.Json, EnumStorage.AsString, Casing.CamelCase);
        o.Events.StreamIdentity = StreamIdentity.AsString;
        o.Events.TenancyStyle = TenancyStyle.Conjoined;
        o.Events.EnableBigIntEvents = true;
        o.Events.MetadataConfig.EnableAll();
        o.Events.MetadataConfig.UserNameEnabled = true;
        o.Events.MapEventType<ThingHappened>("thing-happened");
        o.Events.MapEventType<ThingUndone>("thing-undone");
        more?.Invoke(o);
    });
}

/// <summary>The suite on Marten.</summary>
[Trait("needs", "server")]
public sealed class MartenEventLogTests(Postgres postgres) : EveryStore<MartenStore>(new(postgres.Server)), IClassFixture<Postgres>;

/// <summary>What only a server can do to a log, on Marten.</summary>
[Trait("needs", "server")]
public sealed class MartenServerTests(Postgres postgres) : EveryServer(postgres.Server, s => new MartenStore(s)), IClassFixture<Postgres>;
