-- Grain: one article as it was when copies of it were last looked for.
CREATE TABLE article_sketch (
    article_id VARCHAR PRIMARY KEY,
    text_hash VARCHAR NOT NULL,  -- of the article then
    method VARCHAR NOT NULL,  -- by which rules keys were made and copies told
    band_keys UINTEGER[] NOT NULL  -- MinHash; articles that share one may be copies
);
