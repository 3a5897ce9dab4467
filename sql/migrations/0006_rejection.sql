-- Grain: one expected loss.
CREATE TABLE rejection (
    id VARCHAR PRIMARY KEY,
    stage VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,  -- URL, path or path:line
    reason VARCHAR NOT NULL,
    detail VARCHAR NOT NULL
);
