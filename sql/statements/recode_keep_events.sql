-- Grain: one actual event that some articles tell of, in one dyad, kept as it is before or after a
-- recode. As in the view dyad_event, without a recipient each actor acts on each other; here the
-- countries may be the same or not known, so that every event is in a dyad.
INSERT INTO recode_event BY NAME
WITH happened AS (
    SELECT
        id,
        event_type,
        CASE
            WHEN date_precision IN ('day', 'week', 'month')
                THEN date_trunc('month', event_date)::DATE
        END AS month
    FROM event
    WHERE
        realis = 'actual'
        AND id IN (
            SELECT event_report.event_id
            FROM event_report
            JOIN report ON report.id = event_report.report_id
            WHERE report.article_id IN (SELECT unnest($articles::JSON::VARCHAR[]))
        )
        AND id NOT IN (
            SELECT event_id FROM recode_event WHERE recode_id = $recode AND side = $side
        )
),

taking_part AS (
    SELECT
        event_id,
        role,
        position,
        country,
        count(*) FILTER (role = 'actor') OVER (PARTITION BY event_id) AS actors,
        count(*) FILTER (role = 'recipient') OVER (PARTITION BY event_id) AS recipients
    FROM participant
    WHERE event_id IN (SELECT id FROM happened)
),

dyads AS (
    SELECT
        actor.event_id, actor.country AS actor_country, other.country AS recipient_country
    FROM taking_part AS actor
    JOIN taking_part AS other ON other.event_id = actor.event_id
    WHERE
        actor.role = 'actor'
        AND (
            other.role = 'recipient'
            OR (other.recipients = 0 AND other.position <> actor.position)
        )
    UNION
    SELECT
        event_id,
        CASE WHEN role = 'actor' THEN country END AS actor_country,
        CASE WHEN role = 'recipient' THEN country END AS recipient_country
    FROM taking_part
    WHERE actors = 0 OR (actors = 1 AND recipients = 0)
)

SELECT
    $recode AS recode_id,
    $side AS side,
    happened.id AS event_id,
    happened.month,
    happened.event_type,
    dyads.actor_country,
    dyads.recipient_country
FROM happened
JOIN dyads ON dyads.event_id = happened.id;
