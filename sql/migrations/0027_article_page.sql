-- Grain: one page address from which one article was read.
CREATE TABLE article_page (
    article_id VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    body_hash VARCHAR NOT NULL,  -- of the body that last gave the article here
    text_hash VARCHAR NOT NULL,  -- of the article as that body gave it
    gone_since TIMESTAMP,  -- UTC; the server said 404 or 410 then and has not been heard since
    PRIMARY KEY (article_id, url)
);
