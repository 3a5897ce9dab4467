-- Grain: one report of an article of one recode, before or after it.
-- Kept while the recode is not complete, to tell the difference at its end.
CREATE TABLE recode_report (
    recode_id VARCHAR NOT NULL,
    side VARCHAR NOT NULL,  -- before or after
    report_id VARCHAR NOT NULL,
    event_id VARCHAR,
    article_id VARCHAR NOT NULL,
    sentence_start INTEGER NOT NULL,
    trigger_start INTEGER NOT NULL,
    event_type VARCHAR NOT NULL,
    parties VARCHAR NOT NULL,  -- roles and ids
    modes VARCHAR NOT NULL,
    realis VARCHAR NOT NULL,
    event_date DATE,
    date_precision VARCHAR NOT NULL,
    place_id VARCHAR,
    place VARCHAR,
    confidence DOUBLE NOT NULL,
    sentence VARCHAR NOT NULL
);
