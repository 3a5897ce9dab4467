-- Who met or visited whom, with the sentence that says so?
-- Grain: one report of a consultation.
SELECT
    event_date,
    actors,
    recipients,
    place,
    sentence,
    url
FROM event_evidence
WHERE event_type = 'CONSULT' AND realis = 'actual'
ORDER BY event_date DESC NULLS LAST, event_id, report_id;
