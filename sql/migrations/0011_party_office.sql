-- Grain: one office that one article shows a party holding.
CREATE TABLE party_office (
    id VARCHAR PRIMARY KEY,
    party_id VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    country VARCHAR,
    sectors VARCHAR[] NOT NULL,
    article_id VARCHAR NOT NULL,
    evidence_start INTEGER NOT NULL,
    evidence_end INTEGER NOT NULL,
    seen_on DATE
);
