-- Which sentences lie behind one number of a summary?
-- Grain: one report of the events that Ali Shamkhani acted in in March 2023; replace both.
SELECT
    evidence.event_date,
    evidence.event_type,
    evidence.sentence,
    evidence.merge_reason,
    evidence.outlet,
    evidence.url
FROM actor_month
JOIN event_evidence AS evidence ON list_contains(actor_month.event_ids, evidence.event_id)
WHERE actor_month.party = 'Ali Shamkhani' AND actor_month.month = DATE '2023-03-01'
ORDER BY evidence.event_date, evidence.event_id, evidence.report_id;
