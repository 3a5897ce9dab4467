-- Must return no row. Grain: a row of another day than its article, which lookups do not find.
WITH day AS (
    SELECT id, coalesce(published_on, DATE '1970-01-01') AS told_on FROM article
),

of_report AS (
    SELECT report.id, report.told_on AS of_report, day.told_on
    FROM report
    JOIN day ON day.id = report.article_id
),

filed AS (
    SELECT 'report_party' AS "table", report_id AS id, told_on FROM report_party
    UNION ALL
    SELECT 'report_count', report_id, told_on FROM report_count
    UNION ALL
    SELECT 'report_account', report_id, told_on FROM report_account
    UNION ALL
    SELECT 'event_report', report_id, told_on FROM event_report
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
SELECT filed."table", filed.id
FROM filed
JOIN of_report ON of_report.id = filed.id
WHERE filed.told_on <> of_report.told_on;
