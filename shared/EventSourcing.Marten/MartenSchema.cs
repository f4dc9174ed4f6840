namespace TravelMart.EventSourcing.Marten;

/// <summary>Marten's tables as our log reads them.</summary>
internal static class MartenSchema
{
    /// <summary>
    /// Marten numbers events when they are appended, not when they are committed, and leaves gaps. So each event gets a position of ours in
    /// the same transaction, whoever appends it: our log, or somebody who uses Marten directly. What such a writer leaves out of the
    /// envelope is filled in, and what cannot be read as what it should be is refused. Tombstones, which Marten leaves where an append of its own failed, are no facts.
    /// </summary>
    public const string Text = """
        CREATE TABLE IF NOT EXISTS event_position (position BIGINT PRIMARY KEY, seq_id BIGINT NOT NULL UNIQUE, mart VARCHAR NOT NULL);
        CREATE INDEX IF NOT EXISTS event_position_by_mart ON event_position (mart, position);

        CREATE OR REPLACE FUNCTION place_event() RETURNS trigger LANGUAGE plpgsql AS $$
            DECLARE
                ordinal INTEGER := COALESCE(NULLIF(current_setting('travelmart.ordinal', true), '')::INTEGER, 0);
                wrong TEXT := CASE
                    WHEN NEW.headers ->> 'at' !~ '^[12][0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,7})?)?(Z|[+-][0-9]{2}:[0-9]{2})$'
                        THEN 'at is no time with a zone, such as 2023-07-13T12:00:00Z'
                    WHEN NEW.headers ->> 'commandId' !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN 'commandId is no UUID in lower case'
                    WHEN NEW.headers ->> 'typeVersion' !~ '^[1-9][0-9]{0,3}$' THEN 'typeVersion is no number from 1'
                    END;
            BEGIN
                IF wrong IS NOT NULL THEN RAISE EXCEPTION 'the header %', wrong USING ERRCODE = 'data_exception'; END IF;
                -- There are days that look like days and are none.
                PERFORM (NEW.headers ->> 'at')::timestamptz;
                IF ordinal > 65535 THEN RAISE EXCEPTION 'a transaction appends 65536 events at most'; END IF;
                EXECUTE format('INSERT INTO %1$I.event_position SELECT %1$I.next_position($1), $2, $3', TG_TABLE_SCHEMA) USING ordinal, NEW.seq_id, NEW.tenant_id;
                PERFORM set_config('travelmart.ordinal', (ordinal + 1)::text, true);
                IF ordinal = 0 THEN PERFORM pg_notify('travelmart', TG_TABLE_SCHEMA); END IF;
                RETURN NULL;
            END $$;
        CREATE OR REPLACE TRIGGER place_event AFTER INSERT ON mt_events FOR EACH ROW WHEN (NEW.type <> 'tombstone') EXECUTE FUNCTION place_event();

        CREATE OR REPLACE FUNCTION micros(instant TIMESTAMPTZ) RETURNS BIGINT LANGUAGE sql STABLE AS
            'SELECT (extract(epoch FROM instant) * 1000000)::bigint';
        CREATE OR REPLACE VIEW event AS SELECT
            p.position, e.tenant_id AS mart, e.stream_id AS stream, e.version::integer AS version, e.id::text AS id, e.type,
            COALESCE((e.headers ->> 'typeVersion')::integer, 1) AS type_version,
            micros(COALESCE((e.headers ->> 'at')::timestamptz, e.timestamp)) AS at, micros(e.timestamp) AS recorded_at,
            COALESCE(e.headers ->> 'commandId', e.id::text) AS command_id, COALESCE(e.user_name, 'unknown') AS actor,
            e.headers ->> 'onBehalfOf' AS on_behalf_of, e.correlation_id AS correlation,
            CASE WHEN e.causation_id ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN e.causation_id END AS causation,
            e.headers ->> 'traceParent' AS trace_parent, e.data::text AS data
            FROM mt_events e JOIN event_position p ON p.seq_id = e.seq_id AND p.mart = e.tenant_id;
        """;
}
