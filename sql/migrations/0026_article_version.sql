-- Grain: one earlier version of one article, as it was; the latest is in article.
CREATE TABLE article_version (
    id VARCHAR NOT NULL,  -- the article's
    version INTEGER NOT NULL,
    url VARCHAR NOT NULL,
    outlet VARCHAR NOT NULL,
    title VARCHAR,
    byline VARCHAR,
    language VARCHAR NOT NULL,
    dateline VARCHAR,
    dateline_place VARCHAR,
    published_on DATE,
    published_at TIMESTAMP,  -- UTC
    published_basis VARCHAR,
    modified_on DATE,
    modified_at TIMESTAMP,  -- UTC
    section VARCHAR,
    "text" VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL,
    captions VARCHAR[] NOT NULL,
    initials VARCHAR,
    license VARCHAR,
    near_duplicate_of VARCHAR,
    replaced_at TIMESTAMP NOT NULL,  -- UTC
    cause VARCHAR NOT NULL,  -- page: its page changed; cleaning: only how we clean it
    PRIMARY KEY (id, version)
);
