-- Grain: one run of a flow.
CREATE TABLE run (
    id VARCHAR PRIMARY KEY,
    kind VARCHAR NOT NULL,  -- ingest, sample, …
    label VARCHAR NOT NULL,  -- what it read, for people
    started_at TIMESTAMP NOT NULL,  -- UTC
    finished_at TIMESTAMP,  -- NULL while running, or when it was killed
    status VARCHAR NOT NULL,  -- running, completed, failed
    counts JSON,
    versions JSON NOT NULL
);
