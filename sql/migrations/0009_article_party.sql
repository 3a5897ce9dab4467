-- Grain: one party as one article tells of it.
CREATE TABLE article_party (
    article_id VARCHAR NOT NULL,
    party_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    country VARCHAR,
    sectors VARCHAR[] NOT NULL,
    wikidata_id VARCHAR,
    PRIMARY KEY (article_id, party_id)
);
