-- Grain: one actual event that the articles of one recode tell of, in one dyad, before or after it.
-- Kept while the recode is not complete, to tell the difference at its end.
CREATE TABLE recode_event (
    recode_id VARCHAR NOT NULL,
    side VARCHAR NOT NULL,  -- before or after
    event_id VARCHAR NOT NULL,
    month DATE,  -- NULL where it is not known
    event_type VARCHAR NOT NULL,
    actor_country VARCHAR,
    recipient_country VARCHAR
);
