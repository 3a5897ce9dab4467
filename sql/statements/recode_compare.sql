-- Grain: one month, event type and dyad in which a recode made a difference.
-- A report is the earlier one if it has its id; else the one at the same trigger, of the same type
-- before another; else one of the same type in the same sentence. The rest is added or gone.
INSERT INTO recode_difference BY NAME
WITH earlier AS (
    SELECT * FROM recode_report WHERE recode_id = $recode AND side = 'before'
),

later AS (
    SELECT * FROM recode_report WHERE recode_id = $recode AND side = 'after'
),

same_id AS (
    SELECT report_id AS was, report_id AS became FROM earlier SEMI JOIN later USING (report_id)
),

at_trigger AS (
    SELECT one.report_id AS was, other.report_id AS became
    FROM (
        SELECT *, row_number() OVER (
            PARTITION BY article_id, trigger_start, event_type ORDER BY report_id
        ) AS nth
        FROM earlier
        WHERE report_id NOT IN (SELECT was FROM same_id)
    ) AS one
    JOIN (
        SELECT *, row_number() OVER (
            PARTITION BY article_id, trigger_start, event_type ORDER BY report_id
        ) AS nth
        FROM later
        WHERE report_id NOT IN (SELECT became FROM same_id)
    ) AS other USING (article_id, trigger_start, event_type, nth)
),

known_by_type AS (FROM same_id UNION ALL FROM at_trigger),

of_other_type AS (
    SELECT one.report_id AS was, other.report_id AS became
    FROM (
        SELECT *, row_number() OVER (
            PARTITION BY article_id, trigger_start ORDER BY report_id
        ) AS nth
        FROM earlier
        WHERE report_id NOT IN (SELECT was FROM known_by_type)
    ) AS one
    JOIN (
        SELECT *, row_number() OVER (
            PARTITION BY article_id, trigger_start ORDER BY report_id
        ) AS nth
        FROM later
        WHERE report_id NOT IN (SELECT became FROM known_by_type)
    ) AS other USING (article_id, trigger_start, nth)
),

known_by_trigger AS (FROM known_by_type UNION ALL FROM of_other_type),

in_sentence AS (
    SELECT one.report_id AS was, other.report_id AS became
    FROM (
        SELECT *, row_number() OVER (
            PARTITION BY article_id, sentence_start, event_type ORDER BY trigger_start, report_id
        ) AS nth
        FROM earlier
        WHERE report_id NOT IN (SELECT was FROM known_by_trigger)
    ) AS one
    JOIN (
        SELECT *, row_number() OVER (
            PARTITION BY article_id, sentence_start, event_type ORDER BY trigger_start, report_id
        ) AS nth
        FROM later
        WHERE report_id NOT IN (SELECT became FROM known_by_trigger)
    ) AS other USING (article_id, sentence_start, event_type, nth)
),

known AS (FROM known_by_trigger UNION ALL FROM in_sentence),

paired AS (
    FROM known
    UNION ALL
    SELECT report_id, NULL FROM earlier WHERE report_id NOT IN (SELECT was FROM known)
    UNION ALL
    SELECT NULL, report_id FROM later WHERE report_id NOT IN (SELECT became FROM known)
),

told AS (
    SELECT
        CASE
            WHEN earlier.report_id IS NULL THEN 'added'
            WHEN later.report_id IS NULL THEN 'gone'
            ELSE 'changed'
        END AS change,
        CASE WHEN earlier.report_id IS NOT NULL AND later.report_id IS NOT NULL THEN concat_ws(
            ', ',
            CASE WHEN earlier.event_type <> later.event_type THEN 'type' END,
            CASE WHEN earlier.parties <> later.parties THEN 'parties' END,
            CASE WHEN earlier.modes <> later.modes THEN 'modes' END,
            CASE WHEN earlier.realis <> later.realis THEN 'realis' END,
            CASE
                WHEN
                    earlier.event_date IS DISTINCT FROM later.event_date
                    OR earlier.date_precision <> later.date_precision
                    THEN 'date'
            END,
            CASE WHEN earlier.place_id IS DISTINCT FROM later.place_id THEN 'place' END
        ) END AS changed,
        coalesce(later.sentence, earlier.sentence) AS sentence,
        earlier.event_type AS type_before,
        later.event_type AS type_after,
        earlier.event_date AS date_before,
        later.event_date AS date_after,
        earlier.place AS place_before,
        later.place AS place_after,
        coalesce(later.article_id, earlier.article_id) AS article_id,
        coalesce(later.report_id, earlier.report_id) AS report_id,
        earlier.event_id AS event_before,
        later.event_id AS event_after,
        coalesce(later.confidence, earlier.confidence) AS confidence
    FROM paired
    LEFT JOIN earlier ON earlier.report_id = paired.was
    LEFT JOIN later ON later.report_id = paired.became
),

moved AS (SELECT * FROM told WHERE changed IS NULL OR changed <> ''),

events AS (SELECT * FROM recode_event WHERE recode_id = $recode),

moved_where AS (
    SELECT
        moved.*, events.month, events.event_type, events.actor_country, events.recipient_country
    FROM moved
    JOIN events ON events.event_id = moved.event_before AND events.side = 'before'
    UNION
    SELECT
        moved.*, events.month, events.event_type, events.actor_country, events.recipient_country
    FROM moved
    JOIN events ON events.event_id = moved.event_after AND events.side = 'after'
),

ranked AS (
    SELECT
        *,
        row_number() OVER (
            PARTITION BY month, event_type, actor_country, recipient_country, change
            ORDER BY confidence DESC, report_id
        ) AS nth
    FROM moved_where
),

of_reports AS (
    SELECT
        month,
        event_type,
        actor_country,
        recipient_country,
        count(*) FILTER (change = 'added') AS reports_added,
        count(*) FILTER (change = 'gone') AS reports_gone,
        count(*) FILTER (change = 'changed') AS reports_changed,
        list(
            {
                'change': change,
                'changed': changed,
                'sentence': sentence,
                'type_before': type_before,
                'type_after': type_after,
                'date_before': date_before,
                'date_after': date_after,
                'place_before': place_before,
                'place_after': place_after,
                'article_id': article_id,
                'report_id': report_id
            }
            ORDER BY change, nth
        ) FILTER (nth <= $examples) AS examples
    FROM ranked
    GROUP BY month, event_type, actor_country, recipient_country
),

of_events AS (
    SELECT
        month,
        event_type,
        actor_country,
        recipient_country,
        count(*) FILTER (side = 'before') AS events_before,
        count(*) FILTER (side = 'after') AS events_after
    FROM events
    GROUP BY month, event_type, actor_country, recipient_country
)

SELECT
    $recode AS recode_id,
    of_events.*,
    coalesce(of_reports.reports_added, 0) AS reports_added,
    coalesce(of_reports.reports_gone, 0) AS reports_gone,
    coalesce(of_reports.reports_changed, 0) AS reports_changed,
    coalesce(of_reports.examples, []) AS examples
FROM of_events
LEFT JOIN of_reports
    ON of_reports.month IS NOT DISTINCT FROM of_events.month
    AND of_reports.event_type = of_events.event_type
    AND of_reports.actor_country IS NOT DISTINCT FROM of_events.actor_country
    AND of_reports.recipient_country IS NOT DISTINCT FROM of_events.recipient_country
WHERE of_events.events_before <> of_events.events_after OR of_reports.event_type IS NOT NULL;
