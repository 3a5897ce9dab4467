-- Grain: one report that tells of an event, with the outlet that printed it.
CREATE OR REPLACE VIEW report_outlet AS
-- An outlet may stand here twice for one event: what counts outlets counts each once itself,
-- so that one actor's or one month's do not wait for those of all the others.
SELECT
    event_report.event_id,
    event_report.report_id,
    article.outlet
FROM event_report
JOIN report ON report.id = event_report.report_id
JOIN article ON article.id = report.article_id;
