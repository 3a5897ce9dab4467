-- Which countries had to do with each other for the first time, and how?
-- Grain: one ordered pair of countries, in the month it is first seen, with its surest sentence.
-- Pairs of the first month of the data are left out: nobody knows what was before.
WITH first_month AS (
    SELECT *
    FROM dyad_month
    QUALIFY row_number() OVER (PARTITION BY actor_country, recipient_country ORDER BY month) = 1
)

SELECT
    first_month.month,
    first_month.actor_country,
    first_month.recipient_country,
    first_month.events,
    evidence.event_type,
    evidence.sentence,
    evidence.url
FROM first_month
JOIN event_evidence AS evidence ON list_contains(first_month.event_ids, evidence.event_id)
WHERE first_month.month > (SELECT min(month) FROM dated_event)
QUALIFY row_number() OVER (
    PARTITION BY first_month.actor_country, first_month.recipient_country
    ORDER BY evidence.confidence DESC, evidence.report_id
) = 1
ORDER BY first_month.month DESC, first_month.actor_country, first_month.recipient_country;
