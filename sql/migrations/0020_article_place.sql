-- Grain: one place as one article tells of it.
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
    PRIMARY KEY (article_id, place_id)
);
