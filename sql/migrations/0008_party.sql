-- Grain: one resolved person, organisation, group or state; derived from article_party.
CREATE TABLE party (
    id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    country VARCHAR,
    sectors VARCHAR[] NOT NULL,  -- primary first
    wikidata_id VARCHAR
);
