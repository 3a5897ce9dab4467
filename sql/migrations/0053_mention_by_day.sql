-- Grain: one span of an article that names somebody or something, as before; adds the day of its
-- article.
-- No two rows share id: `checks/row_doubled` looks. An index of these keys, which are strewn,
-- cost a batch the more the more was stored.
ALTER TABLE mention RENAME TO mention_before;

CREATE TABLE mention (
    id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    mention_start INTEGER NOT NULL,
    mention_end INTEGER NOT NULL,
    label VARCHAR NOT NULL,
    party_id VARCHAR,
    told_on DATE NOT NULL  -- of its article; 1970-01-01 where unknown. Other days are left unread
);

INSERT INTO mention BY NAME
SELECT mention_before.*, coalesce(article.published_on, DATE '1970-01-01') AS told_on
FROM mention_before
LEFT JOIN article ON article.id = mention_before.article_id;

DROP TABLE mention_before;
