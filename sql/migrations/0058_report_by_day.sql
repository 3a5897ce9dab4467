-- Grain: what one sentence of one article says, as before; adds the day of its article, with
-- which keys begin: those of a batch lie together then, and finding their place costs the same
-- however much is stored.
ALTER TABLE report RENAME TO report_before;

CREATE TABLE report (
    id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    sentence_start INTEGER NOT NULL,
    sentence_end INTEGER NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    event_type VARCHAR NOT NULL,
    modes VARCHAR[] NOT NULL,
    contexts VARCHAR[] NOT NULL,
    realis VARCHAR NOT NULL,
    event_date DATE,  -- first day of the period that date_precision names
    date_precision VARCHAR NOT NULL,
    date_basis VARCHAR,
    place_id VARCHAR,
    place_basis VARCHAR,
    confidence DOUBLE NOT NULL,  -- 0 to 1
    coder VARCHAR NOT NULL,
    explanation VARCHAR NOT NULL,
    told_on DATE NOT NULL,  -- of its article; 1970-01-01 where unknown. Other days are left unread
    PRIMARY KEY (told_on, id)
);

INSERT INTO report BY NAME
SELECT report_before.*, coalesce(article.published_on, DATE '1970-01-01') AS told_on
FROM report_before
LEFT JOIN article ON article.id = report_before.article_id;

DROP TABLE report_before;
