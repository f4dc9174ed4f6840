using JasperFx;
using JasperFx.Events;
using Marten;
using JasperFx.MultiTenancy;
using Weasel.Core;

namespace TravelMart.EventSourcing.Marten;

/// <summary>How Marten is set up: whoever opens the same schema with these settings, or with a part of them, reads the same history.</summary>
internal static class MartenStore
{
    /// <summary>Marten on a schema of a database.</summary>
    /// <param name="connection">Npgsql connection string.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="types">The event types, whose names are Marten's names of them.</param>
    /// <param name="mode">
    /// How Marten appends. The default takes one round trip a stream and the times that we give, in spite of its name; Quick would stamp
    /// times of its own, and Rich asks for versions and numbers first.
    /// </param>
    public static DocumentStore Of(string connection, string schema, EventTypes types,
        EventAppendMode mode = EventAppendMode.QuickWithServerTimestamps) => DocumentStore.For(o =>
    {
        o.Connection(connection);
        o.DatabaseSchemaName = schema;
        // The schema is made once, before the first session; a session in a transaction of ours could not make it.
        o.AutoCreateSchemaObjects = AutoCreate.None;
        o.UseSystemTextJsonForSerialization(EventTypes.Json, EnumStorage.AsString, Casing.CamelCase);
        o.Events.StreamIdentity = StreamIdentity.AsString;
        o.Events.TenancyStyle = TenancyStyle.Conjoined;
        o.Events.AppendMode = mode;
        o.Events.EnableUniqueIndexOnEventId = true;
        o.Events.EnableBigIntEvents = true;
        o.Events.MetadataConfig.EnableAll();
        o.Events.MetadataConfig.UserNameEnabled = true;
        o.Events.AddEventType<MartenFact>();
        foreach (var (name, _, type) in types.All) o.Events.MapEventType(type, name);
    });
}
