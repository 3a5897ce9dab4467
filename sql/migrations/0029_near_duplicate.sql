-- Grain: two articles that are copies of one text.
CREATE TABLE near_duplicate (
    article_id VARCHAR NOT NULL,  -- the lesser of the two ids
    other_id VARCHAR NOT NULL,
    jaccard DOUBLE NOT NULL,  -- runs of three words that both have, of all
    containment DOUBLE NOT NULL,  -- of those of the shorter
    agreement DOUBLE NOT NULL,  -- of names and figures, where both tell them in the same words
    PRIMARY KEY (article_id, other_id)
);
