-- Grain: one party as one article tells of it, as before.
-- No two rows share article_id, party_id: `checks/row_doubled` looks. An index of these keys,
-- which are strewn, cost a batch the more the more was stored.
ALTER TABLE article_party RENAME TO article_party_before;

CREATE TABLE article_party (
    article_id VARCHAR NOT NULL,
    party_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    country VARCHAR,
    sectors VARCHAR[] NOT NULL,
    wikidata_id VARCHAR
);

INSERT INTO article_party FROM article_party_before;

DROP TABLE article_party_before;
