-- Grain: one outlet that reported one event.
CREATE OR REPLACE VIEW event_outlet AS
SELECT DISTINCT
    event_report.event_id,
    article.outlet
FROM event_report
JOIN report ON report.id = event_report.report_id
JOIN article ON article.id = report.article_id;
