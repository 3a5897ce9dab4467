-- Must return no row. Grain: a row of another day than its article, which lookups do not find.
WITH day AS (
    SELECT id, coalesce(published_on, DATE '1970-01-01') AS told_on FROM article
),

of_report AS (
    SELECT report.id, report.told_on AS of_report, day.told_on
    FROM report
    JOIN day ON day.id = report.article_id
)

SELECT 'mention' AS "table", mention.article_id AS id
FROM mention
JOIN day ON day.id = mention.article_id
WHERE mention.told_on <> day.told_on
UNION ALL
SELECT 'article_story', article_story.article_id
FROM article_story
JOIN day ON day.id = article_story.article_id
WHERE article_story.told_on <> day.told_on
UNION ALL
SELECT 'report', id
FROM of_report
WHERE of_report <> told_on
UNION ALL
SELECT 'report_party', id
FROM of_report
JOIN report_party ON report_party.report_id = id
WHERE report_party.told_on <> of_report.told_on
UNION ALL
SELECT 'report_count', id
FROM of_report
JOIN report_count ON report_count.report_id = id
WHERE report_count.told_on <> of_report.told_on
UNION ALL
SELECT 'report_account', id
FROM of_report
JOIN report_account ON report_account.report_id = id
WHERE report_account.told_on <> of_report.told_on
UNION ALL
SELECT 'event_report', id
FROM of_report
JOIN event_report ON event_report.report_id = id
WHERE event_report.told_on <> of_report.told_on;
