-- Grain: one report that tells of one event, and why we think so, as before; adds the day of its
-- article.
-- No two rows share report_id: `checks/row_doubled` looks. An index of these keys, which are
-- strewn, cost a batch the more the more was stored.
ALTER TABLE event_report RENAME TO event_report_before;

CREATE TABLE event_report (
    event_id VARCHAR NOT NULL,
    report_id VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    told_on DATE NOT NULL  -- of its article; 1970-01-01 where unknown. Other days are left unread
);

INSERT INTO event_report BY NAME
SELECT event_report_before.*, coalesce(article.published_on, DATE '1970-01-01') AS told_on
FROM event_report_before
LEFT JOIN report ON report.id = event_report_before.report_id
LEFT JOIN article ON article.id = report.article_id;

DROP TABLE event_report_before;
