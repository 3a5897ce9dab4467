-- Grain: one month, event type and dyad in which one recode made a difference; greatest first.
SELECT * EXCLUDE (recode_id)
FROM recode_difference
WHERE recode_id = ?
ORDER BY
    abs(events_after - events_before) DESC,
    reports_added + reports_gone + reports_changed DESC,
    month,
    event_type,
    actor_country,
    recipient_country;
