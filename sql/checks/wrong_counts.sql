-- Must return no row. Grain: an event whose counts are not those of its reports.
SELECT event.id
FROM event
JOIN event_report ON event_report.event_id = event.id
JOIN report ON report.id = event_report.report_id
JOIN article ON article.id = report.article_id
GROUP BY event.id, event.n_reports, event.n_articles, event.n_outlets
HAVING count(*) <> event.n_reports
    OR count(DISTINCT article.id) <> event.n_articles
    OR count(DISTINCT article.outlet) <> event.n_outlets;
