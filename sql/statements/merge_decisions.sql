-- Grain: one word of an operator, with the reports that it names as they are coded now.
-- Of several reports at the same words it is the one of the same type, then the first by id.
WITH named AS (
    SELECT
        rowid AS number, 'one' AS side, article_id, trigger_start, trigger_end, event_type
    FROM event_decision
    UNION ALL
    SELECT
        rowid, 'other', other_article_id, other_trigger_start, other_trigger_end, other_event_type
    FROM event_decision
),

found AS (
    SELECT named.number, named.side, report.id AS report_id
    FROM named
    JOIN report
        ON report.article_id = named.article_id
        AND report.trigger_start < named.trigger_end
        AND report.trigger_end > named.trigger_start
    QUALIFY row_number() OVER (
        PARTITION BY named.number, named.side
        ORDER BY report.event_type <> named.event_type, report.id
    ) = 1
)

SELECT
    event_decision.rowid AS number,
    event_decision.decision,
    event_decision.article_id,
    event_decision.other_article_id,
    one.report_id,
    other.report_id AS other_id,
    event_decision.why,
    event_decision.decided_at
FROM event_decision
LEFT JOIN found AS one ON one.number = event_decision.rowid AND one.side = 'one'
LEFT JOIN found AS other ON other.number = event_decision.rowid AND other.side = 'other'
ORDER BY event_decision.decided_at, one.report_id, other.report_id;
