-- Grain: one earlier event that only articles told of that say something else since their recode
-- began.
DELETE FROM recode_event
WHERE
    recode_id = $recode
    AND event_id NOT IN (
        SELECT event_id FROM recode_report WHERE recode_id = $recode AND event_id IS NOT NULL
    );
