-- Grain: one article that tells of a happening, with the names in it.
CREATE TABLE article_story (
    article_id VARCHAR PRIMARY KEY,
    names VARCHAR[] NOT NULL  -- folded, of people, bodies, places and peoples
);
