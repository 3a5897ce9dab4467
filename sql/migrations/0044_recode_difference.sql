-- Grain: one month, event type and dyad in which one complete recode made a difference.
CREATE TABLE recode_difference (
    recode_id VARCHAR NOT NULL,
    month DATE,  -- NULL: events whose month is not known
    event_type VARCHAR NOT NULL,
    actor_country VARCHAR,  -- NULL where the country or the actor is not known
    recipient_country VARCHAR,  -- NULL also where there is nobody else
    events_before INTEGER NOT NULL,
    events_after INTEGER NOT NULL,
    reports_added INTEGER NOT NULL,
    reports_gone INTEGER NOT NULL,
    reports_changed INTEGER NOT NULL,
    examples STRUCT(
        change VARCHAR,  -- added, gone or changed
        changed VARCHAR,  -- of what changed: type, parties, modes, realis, date, place
        sentence VARCHAR,
        type_before VARCHAR,
        type_after VARCHAR,
        date_before DATE,
        date_after DATE,
        place_before VARCHAR,
        place_after VARCHAR,
        article_id VARCHAR,
        report_id VARCHAR  -- the report as it is now; of what is gone, as it was
    )[] NOT NULL
);
