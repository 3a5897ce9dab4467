-- Grain: one ordered pair of countries in the events that some articles tell of.
SELECT
    dyad_event.actor_country,
    dyad_event.recipient_country,
    count(DISTINCT dyad_event.event_id) AS events,
    string_agg(DISTINCT dyad_event.event_type, ', ' ORDER BY dyad_event.event_type) AS types
FROM dyad_event
WHERE dyad_event.event_id IN (
    SELECT event_report.event_id
    FROM report
    JOIN event_report ON event_report.report_id = report.id
    WHERE report.article_id IN (SELECT unnest($articles::JSON::VARCHAR[]))
)
GROUP BY ALL
ORDER BY events DESC, dyad_event.actor_country, dyad_event.recipient_country
LIMIT $most;
