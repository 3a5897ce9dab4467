-- Grain: one form of a party's name in one article.
CREATE TABLE party_alias (
    party_id VARCHAR NOT NULL,
    alias VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    PRIMARY KEY (party_id, alias, article_id)
);
