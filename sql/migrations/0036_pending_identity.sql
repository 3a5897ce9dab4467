-- Grain: one party of which articles tell otherwise since identities were last settled.
CREATE TABLE pending_identity (
    party_id VARCHAR PRIMARY KEY
);
