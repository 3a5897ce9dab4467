-- Grain: one report of a happening: with which others it is one account, and what is compared of it.
CREATE TABLE report_account (
    report_id VARCHAR PRIMARY KEY,
    article_id VARCHAR NOT NULL,
    account_id VARCHAR NOT NULL,  -- reports that agree in all that is compared share it
    block_keys UINTEGER[] NOT NULL,  -- accounts that share one may be of one event
    anchor_day DATE,  -- near which others may tell of the same: of the event, else of the telling
    words VARCHAR[] NOT NULL,  -- what the words of the sentence begin with
    trigger_words VARCHAR[] NOT NULL,
    method VARCHAR NOT NULL  -- by which rules all this was made
);
