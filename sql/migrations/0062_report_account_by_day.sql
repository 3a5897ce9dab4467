-- Grain: one report of a happening: with which others it is one account, and what is compared of
-- it, as before; adds the day of its article.
-- No two rows share report_id: `checks/row_doubled` looks. An index of these keys, which are
-- strewn, cost a batch the more the more was stored.
ALTER TABLE report_account RENAME TO report_account_before;

CREATE TABLE report_account (
    report_id VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL,
    account_id VARCHAR NOT NULL,  -- reports that agree in all that is compared share it
    block_keys UINTEGER[] NOT NULL,  -- accounts that share one may be of one event
    anchor_day DATE,  -- near which others may tell of the same: of the event, else of the telling
    words VARCHAR[] NOT NULL,  -- what the words of the sentence begin with
    trigger_words VARCHAR[] NOT NULL,
    method VARCHAR NOT NULL,  -- by which rules all this was made
    told_on DATE NOT NULL  -- of its article; 1970-01-01 where unknown. Other days are left unread
);

INSERT INTO report_account BY NAME
SELECT report_account_before.*, coalesce(article.published_on, DATE '1970-01-01') AS told_on
FROM report_account_before
LEFT JOIN article ON article.id = report_account_before.article_id;

DROP TABLE report_account_before;
