-- Grain: what one sentence of one article says.
CREATE TABLE report (
    id VARCHAR PRIMARY KEY,
    article_id VARCHAR NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    event_type VARCHAR NOT NULL,
    modes VARCHAR[] NOT NULL,
    contexts VARCHAR[] NOT NULL,
    realis VARCHAR NOT NULL,
    event_date DATE,  -- first day of the period that date_precision names
    date_precision VARCHAR NOT NULL,
    date_basis VARCHAR,
    place_id VARCHAR,
    place_basis VARCHAR,
    confidence DOUBLE NOT NULL,  -- 0 to 1
    coder VARCHAR NOT NULL,
    explanation VARCHAR NOT NULL
);
