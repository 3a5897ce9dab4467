-- How many were killed, and how far do the reports of one event differ?
-- Grain: one event; a most that is NULL is left open ("at least three").
SELECT
    counts.event_date,
    evidence.place,
    counts.lowest_least,
    counts.highest_least,
    counts.highest_most,
    counts.latest_least,
    counts.reports,
    evidence.sentence,
    evidence.url
FROM event_counts AS counts
JOIN event_evidence AS evidence ON evidence.event_id = counts.event_id
WHERE counts.kind = 'killed'
QUALIFY row_number() OVER (
    PARTITION BY counts.event_id ORDER BY evidence.confidence DESC, evidence.report_id
) = 1
ORDER BY counts.highest_least DESC, counts.event_id;
