-- Grain: one word of an operator: two reports are of one event, or are not.
-- A report is named by the words that evoke it, which outlive a recode.
CREATE TABLE event_decision (
    decision VARCHAR NOT NULL,  -- merge or split
    article_id VARCHAR NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end INTEGER NOT NULL,
    event_type VARCHAR NOT NULL,
    other_article_id VARCHAR NOT NULL,
    other_trigger_start INTEGER NOT NULL,
    other_trigger_end INTEGER NOT NULL,
    other_event_type VARCHAR NOT NULL,
    why VARCHAR,
    decided_at TIMESTAMP NOT NULL  -- UTC
);
