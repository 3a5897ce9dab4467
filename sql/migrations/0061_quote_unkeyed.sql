-- Grain: one stretch of words that one article quotes directly, without the marks, as before.
-- No two rows share id: `checks/row_doubled` looks. An index of these keys, which are strewn,
-- cost a batch the more the more was stored.
ALTER TABLE quote RENAME TO quote_before;

CREATE TABLE quote (
    id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    quote_start INTEGER NOT NULL,
    quote_end INTEGER NOT NULL,
    party_id VARCHAR,  -- who says it; NULL where the article does not tell, or not which party
    speaker_start INTEGER,  -- the words that name who speaks
    speaker_end INTEGER,
    verb VARCHAR,  -- lemma; NULL as in "according to"
    verb_start INTEGER,
    verb_end INTEGER,
    basis VARCHAR  -- of party_id: text, office or inferred
);

INSERT INTO quote FROM quote_before;

DROP TABLE quote_before;
