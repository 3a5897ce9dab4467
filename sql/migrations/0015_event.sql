-- Grain: one real-world happening.
CREATE TABLE event (
    id VARCHAR PRIMARY KEY,
    event_type VARCHAR NOT NULL,
    modes VARCHAR[] NOT NULL,
    contexts VARCHAR[] NOT NULL,
    quad_class INTEGER NOT NULL,  -- 1 and 2 cooperation, 3 and 4 conflict; verbal, material
    plover_score DOUBLE,  -- -10 conflict to 10 cooperation
    realis VARCHAR NOT NULL,
    event_date DATE,  -- first day of the period that date_precision names
    date_precision VARCHAR NOT NULL,
    date_basis VARCHAR,
    place_id VARCHAR,
    place_basis VARCHAR,
    confidence DOUBLE NOT NULL,
    n_reports INTEGER NOT NULL,
    n_articles INTEGER NOT NULL,
    n_outlets INTEGER NOT NULL
);
