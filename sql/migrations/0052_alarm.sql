-- Grain: one thing that a run found unlike its own past.
CREATE TABLE alarm (
    run_id VARCHAR NOT NULL,
    gate VARCHAR NOT NULL,  -- silence, losses, mix
    subject VARCHAR NOT NULL,  -- the outlet, the site, or "events"
    what VARCHAR NOT NULL,  -- and how far from usual
    todo VARCHAR NOT NULL,
    PRIMARY KEY (run_id, gate, subject)
);
