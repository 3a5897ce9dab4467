-- Grain: one party in its role in one event.
CREATE TABLE participant (
    event_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    party_id VARCHAR NOT NULL,
    country VARCHAR,
    sectors VARCHAR[] NOT NULL,
    PRIMARY KEY (event_id, role, position)
);
