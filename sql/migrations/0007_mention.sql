-- Grain: one span of an article that names somebody or something.
CREATE TABLE mention (
    id VARCHAR PRIMARY KEY,
    article_id VARCHAR NOT NULL,
    mention_start INTEGER NOT NULL,
    mention_end INTEGER NOT NULL,
    label VARCHAR NOT NULL,
    party_id VARCHAR
);
