-- Grain: one party in its role in one report.
CREATE TABLE report_party (
    report_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    party_id VARCHAR NOT NULL,
    mention_start INTEGER NOT NULL,
    mention_end INTEGER NOT NULL,
    mention_text VARCHAR NOT NULL,
    country VARCHAR,
    sectors VARCHAR[] NOT NULL,
    basis VARCHAR NOT NULL,
    PRIMARY KEY (report_id, role, position)
);
