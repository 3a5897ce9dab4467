-- How many events are in no month because nothing says when they happened?
-- Grain: one event type; those known only by year are undated here.
SELECT
    event_type,
    count(*) AS events,
    count(*) FILTER (date_precision NOT IN ('day', 'week', 'month')) AS undated,
    round(avg((date_precision NOT IN ('day', 'week', 'month'))::INTEGER), 2) AS undated_share
FROM event
WHERE realis = 'actual'
GROUP BY event_type
ORDER BY undated_share DESC, events DESC, event_type;
