-- Grain: one article that tells of a happening, with the names in it, as before; adds the day of
-- its article.
-- No two rows share article_id: `checks/row_doubled` looks. An index of these keys, which are
-- strewn, cost a batch the more the more was stored.
ALTER TABLE article_story RENAME TO article_story_before;

CREATE TABLE article_story (
    article_id VARCHAR NOT NULL,
    names VARCHAR[] NOT NULL,  -- folded, of people, bodies, places and peoples
    told_on DATE NOT NULL  -- of its article; 1970-01-01 where unknown. Other days are left unread
);

INSERT INTO article_story BY NAME
SELECT article_story_before.*, coalesce(article.published_on, DATE '1970-01-01') AS told_on
FROM article_story_before
LEFT JOIN article ON article.id = article_story_before.article_id;

DROP TABLE article_story_before;
