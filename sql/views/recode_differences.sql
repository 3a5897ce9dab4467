-- Grain: one month, event type and dyad in which one complete recode made a difference.
CREATE OR REPLACE VIEW recode_differences AS
-- An event of several dyads is in each of them. Unnest `examples` for the sentences:
-- SELECT month, event_type, unnest(examples, recursive := true) FROM recode_differences.
SELECT
    recode.completed_at,
    recode.coder,
    recode_difference.month,
    recode_difference.event_type,
    recode_difference.actor_country,
    recode_difference.recipient_country,
    recode_difference.events_before,
    recode_difference.events_after,
    recode_difference.events_after - recode_difference.events_before AS difference,
    recode_difference.reports_added,
    recode_difference.reports_gone,
    recode_difference.reports_changed,
    recode_difference.examples,
    recode.since,
    recode.until,
    recode.id AS recode_id
FROM recode_difference
JOIN recode ON recode.id = recode_difference.recode_id;
