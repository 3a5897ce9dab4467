-- Grain: one article at its canonical URL.
CREATE TABLE article (
    id VARCHAR PRIMARY KEY,
    url VARCHAR NOT NULL,
    outlet VARCHAR NOT NULL,
    title VARCHAR,
    byline VARCHAR,
    language VARCHAR NOT NULL,
    dateline VARCHAR,  -- as printed
    dateline_place VARCHAR,
    published_on DATE,  -- the calendar day at the outlet
    published_at TIMESTAMP,  -- UTC
    published_basis VARCHAR,
    "text" VARCHAR NOT NULL,  -- what every offset points into
    text_hash VARCHAR NOT NULL,
    captions VARCHAR[] NOT NULL,
    initials VARCHAR,
    license VARCHAR,
    near_duplicate_of VARCHAR
);
