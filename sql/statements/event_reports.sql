-- Grain: one report of one event, with what it tells, its words and why it is of the event; in
-- order of publication.
SELECT
    report.id,
    article.outlet,
    article.title,
    article.published_on,
    article.url,
    report.event_type,
    report.event_date,
    report.date_precision,
    report.date_basis,
    place.name AS place,
    place.country AS place_country,
    report.place_basis,
    (
        SELECT list(
            {'kind': kind, 'words': words, 'least': least, 'most': most}
            ORDER BY kind, mention_start
        )
        FROM report_count
        WHERE report_count.report_id = report.id
    ) AS counts,
    substr(
        article."text", report.sentence_start + 1, report.trigger_start - report.sentence_start
    ) AS before_trigger,
    substr(article."text", report.trigger_start + 1, report.trigger_end - report.trigger_start)
        AS "trigger",
    substr(article."text", report.trigger_end + 1, report.sentence_end - report.trigger_end)
        AS after_trigger,
    event_report.reason
FROM event_report
JOIN report ON report.id = event_report.report_id
JOIN article ON article.id = report.article_id
LEFT JOIN place ON place.id = report.place_id
WHERE event_report.event_id = ?
ORDER BY article.published_on, report.id;
