-- Grain: one URL tried in one run.
CREATE TABLE fetch_log (
    run_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,  -- fetched, unchanged, rejected
    status INTEGER,  -- HTTP status of the last response
    reason VARCHAR,
    n_bytes BIGINT NOT NULL,  -- decoded
    elapsed_ms BIGINT NOT NULL,
    PRIMARY KEY (run_id, url)
);
