-- Grain: one number of people that the sentence of one report states, as before; adds the day of
-- its article.
-- No two rows share report_id, kind, mention_start: `checks/row_doubled` looks. An index of
-- these keys, which are strewn, cost a batch the more the more was stored.
ALTER TABLE report_count RENAME TO report_count_before;

CREATE TABLE report_count (
    report_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,  -- killed, wounded, arrested, …: `CountKind` in tasks/records.py
    mention_start INTEGER NOT NULL,
    mention_end INTEGER NOT NULL,
    words VARCHAR NOT NULL,  -- "at least 12 people"
    least INTEGER NOT NULL,  -- 0 where no lower bound is said
    most INTEGER,  -- NULL where no upper bound is said
    told_on DATE NOT NULL  -- of its article; 1970-01-01 where unknown. Other days are left unread
);

INSERT INTO report_count BY NAME
SELECT report_count_before.*, coalesce(article.published_on, DATE '1970-01-01') AS told_on
FROM report_count_before
LEFT JOIN report ON report.id = report_count_before.report_id
LEFT JOIN article ON article.id = report.article_id;

DROP TABLE report_count_before;
