-- Grain: some days of publication of some sources, as one coder reads them, that a backfill read
-- or tried to.
CREATE TABLE backfill_chunk (
    id VARCHAR PRIMARY KEY,  -- of the days, the sources and the coder
    since DATE NOT NULL,  -- first day of publication
    until DATE NOT NULL,  -- day of publication it stops before
    label VARCHAR NOT NULL,  -- that of the run that reads it
    coder VARCHAR NOT NULL,
    status VARCHAR NOT NULL,  -- running, completed, failed
    flow_run_id VARCHAR,  -- Prefect's, where a worker reads it
    run_id VARCHAR,  -- the run that read it last
    began_at TIMESTAMP NOT NULL,  -- UTC
    ended_at TIMESTAMP,  -- UTC; NULL while running, or when the backfill was killed
    fault VARCHAR  -- why it failed
);
