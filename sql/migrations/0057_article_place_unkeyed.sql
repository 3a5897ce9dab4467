-- Grain: one place as one article tells of it, as before.
-- No two rows share article_id, place_id: `checks/row_doubled` looks. An index of these keys,
-- which are strewn, cost a batch the more the more was stored.
ALTER TABLE article_place RENAME TO article_place_before;

CREATE TABLE article_place (
    article_id VARCHAR NOT NULL,
    place_id VARCHAR NOT NULL,
    name VARCHAR NOT NULL,
    country VARCHAR,
    geonames_id BIGINT,
    admin1 VARCHAR,
    lat DOUBLE,
    lon DOUBLE,
    feature VARCHAR,
    precision VARCHAR
);

INSERT INTO article_place FROM article_place_before;

DROP TABLE article_place_before;
