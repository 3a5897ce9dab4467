-- Grain: one actual event with a known month: what every monthly view counts.
CREATE OR REPLACE VIEW dated_event AS
-- Historical, future and undated events, and those known only by year, are in no month.
SELECT
    event.*,
    date_trunc('month', event.event_date)::DATE AS month
FROM event
WHERE event.realis = 'actual' AND event.date_precision IN ('day', 'week', 'month');
