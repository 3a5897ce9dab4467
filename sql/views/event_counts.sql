-- Grain: one kind of count (killed, arrested, …) of one event, with how its reports differ.
CREATE OR REPLACE VIEW event_counts AS
-- Most is NULL where a report leaves it open. Within a report, counts of one kind add up.
WITH told AS (
    SELECT
        event_report.event_id,
        report_count.report_id,
        report_count.kind,
        sum(report_count.least)::BIGINT AS least,
        CASE WHEN count(report_count.most) = count(*) THEN sum(report_count.most)::BIGINT END
            AS most
    FROM report_count
    JOIN event_report ON event_report.report_id = report_count.report_id
    GROUP BY ALL
)

SELECT
    told.event_id,
    told.kind,
    event.event_type,
    event.event_date,
    count(*) AS reports,
    min(told.least) AS lowest_least,
    max(told.least) AS highest_least,
    CASE WHEN count(told.most) = count(*) THEN max(told.most) END AS highest_most,
    arg_max(told.least, (article.published_on, report.id)) AS latest_least,
    arg_max({'most': told.most}, (article.published_on, report.id)).most AS latest_most
FROM told
JOIN event ON event.id = told.event_id
JOIN report ON report.id = told.report_id
JOIN article ON article.id = report.article_id
GROUP BY told.event_id, told.kind, event.event_type, event.event_date;
