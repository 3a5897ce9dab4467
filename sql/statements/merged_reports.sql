-- Grain: one report of an event, with the countries of its sides as it tells them.
SELECT
    report.article_id,
    event_report.event_id,
    report.event_type,
    substr(article."text", report.sentence_start + 1, report.sentence_end - report.sentence_start)
        AS sentence,
    coalesce(
        list(DISTINCT report_party.country) FILTER (report_party.role = 'actor'), []
    ) AS actors,
    coalesce(
        list(DISTINCT report_party.country) FILTER (report_party.role = 'recipient'), []
    ) AS recipients
FROM report
JOIN event_report ON event_report.report_id = report.id
JOIN article ON article.id = report.article_id
LEFT JOIN report_party ON report_party.report_id = report.id
GROUP BY report.id, report.article_id, event_report.event_id, report.event_type, sentence,
    report.sentence_start
ORDER BY report.article_id, report.sentence_start, report.id;
