-- Grain: one party in its role in one event, as before.
-- No two rows share event_id, role, position: `checks/row_doubled` looks. An index of these
-- keys, which are strewn, cost a batch the more the more was stored.
ALTER TABLE participant RENAME TO participant_before;

CREATE TABLE participant (
    event_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    party_id VARCHAR NOT NULL,
    country VARCHAR,
    sectors VARCHAR[] NOT NULL
);

INSERT INTO participant FROM participant_before;

DROP TABLE participant_before;
