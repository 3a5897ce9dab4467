-- Grain: one article of one recode that is not complete, as it was before.
CREATE TABLE recode_article (
    recode_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    text_hash VARCHAR NOT NULL,
    coder VARCHAR NOT NULL,
    PRIMARY KEY (recode_id, article_id)
);
