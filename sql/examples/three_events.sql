-- What does an event look like, with the sentence it rests on?
-- Grain: one report; the surest of each event type, and of these the surest three.
SELECT
    event_date,
    event_type,
    actors,
    recipients,
    place,
    sentence,
    trigger_start - sentence_start AS trigger_start,
    trigger_end - sentence_start AS trigger_end,
    outlet
FROM event_evidence
WHERE realis = 'actual' AND len(actors) > 0 AND len(recipients) > 0
QUALIFY row_number() OVER (
    PARTITION BY event_type ORDER BY confidence DESC, length(sentence), report_id
) = 1
ORDER BY confidence DESC, event_type
LIMIT 3;
