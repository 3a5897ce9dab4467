-- Grain: one coded article: which text was coded, and by which coder.
CREATE TABLE coding (
    article_id VARCHAR PRIMARY KEY,
    text_hash VARCHAR NOT NULL,
    coder VARCHAR NOT NULL
);
