-- Grain: one event and one field of which its reports tell different values.
CREATE OR REPLACE VIEW event_disagreements AS
-- Fields: type, date, place, participants, and each kind of count (killed, arrested, …).
-- `taken` is the value of the event: of counts, which add up within a report, that of the report
-- published last. `told` has the values that reports tell, those of most reports first, with how
-- many and which these are; a report that leaves the field out is in none.
WITH dated AS (
    SELECT
        id,
        CASE date_precision
            WHEN 'day' THEN strftime(event_date, '%Y-%m-%d')
            WHEN 'week' THEN strftime(event_date, 'week of %Y-%m-%d')
            WHEN 'month' THEN strftime(event_date, '%Y-%m')
            WHEN 'year' THEN strftime(event_date, '%Y')
        END AS value
    FROM (
        SELECT id, event_date, date_precision FROM report
        UNION ALL
        SELECT id, event_date, date_precision FROM event
    )
    WHERE event_date IS NOT NULL
),

located AS (
    SELECT id, concat(name, ' (' || country || ')') AS value
    FROM place
),

counted AS (
    SELECT
        report_id,
        kind,
        sum(least)::BIGINT AS least,
        CASE WHEN count(most) = count(*) THEN sum(most)::BIGINT END AS most
    FROM report_count
    GROUP BY report_id, kind
),

said AS (
    SELECT
        event_report.event_id,
        'type' AS field,
        report.event_type AS value,
        report.event_type AS key,
        report.id AS report_id
    FROM event_report
    JOIN report ON report.id = event_report.report_id
    UNION ALL BY NAME
    SELECT
        event_report.event_id,
        'date' AS field,
        dated.value,
        dated.value AS key,
        event_report.report_id
    FROM event_report
    JOIN dated ON dated.id = event_report.report_id
    WHERE dated.value IS NOT NULL
    UNION ALL BY NAME
    SELECT
        event_report.event_id,
        'place' AS field,
        located.value,
        located.id AS key,
        report.id AS report_id
    FROM event_report
    JOIN report ON report.id = event_report.report_id
    JOIN located ON located.id = report.place_id
    UNION ALL BY NAME
    SELECT
        event_report.event_id,
        'participants' AS field,
        string_agg(DISTINCT party.name, ', ' ORDER BY party.name) AS value,
        string_agg(DISTINCT party.id, ' ' ORDER BY party.id) AS key,
        event_report.report_id
    FROM event_report
    JOIN report_party ON report_party.report_id = event_report.report_id
    LEFT JOIN identity ON identity.party_id = report_party.party_id
    JOIN party ON party.id = coalesce(identity.same_as, report_party.party_id)
    GROUP BY event_report.event_id, event_report.report_id
    UNION ALL BY NAME
    SELECT
        event_report.event_id,
        counted.kind AS field,
        CASE
            WHEN counted.most IS NULL THEN 'at least ' || counted.least
            WHEN counted.most = counted.least THEN counted.least::VARCHAR
            WHEN counted.least = 0 THEN 'at most ' || counted.most
            ELSE counted.least || ' to ' || counted.most
        END AS value,
        value AS key,
        counted.report_id
    FROM event_report
    JOIN counted ON counted.report_id = event_report.report_id
),

apart AS (
    SELECT
        event_id,
        field,
        key,
        any_value(value) AS value,
        list(report_id ORDER BY report_id) AS report_ids
    FROM said
    GROUP BY event_id, field, key
),

differing AS (
    SELECT
        event_id,
        field,
        list(
            {'value': value, 'reports': len(report_ids), 'report_ids': report_ids}
            ORDER BY len(report_ids) DESC, value, key
        ) AS told
    FROM apart
    GROUP BY event_id, field
    HAVING count(*) > 1
),

taken AS (
    SELECT id AS event_id, 'type' AS field, event_type AS value
    FROM event
    UNION ALL BY NAME
    SELECT event.id AS event_id, 'date' AS field, dated.value
    FROM event
    JOIN dated ON dated.id = event.id
    UNION ALL BY NAME
    SELECT event.id AS event_id, 'place' AS field, located.value
    FROM event
    JOIN located ON located.id = event.place_id
    UNION ALL BY NAME
    SELECT
        participant.event_id,
        'participants' AS field,
        string_agg(DISTINCT party.name, ', ' ORDER BY party.name) AS value
    FROM participant
    JOIN party ON party.id = participant.party_id
    GROUP BY participant.event_id
    UNION ALL BY NAME
    SELECT
        said.event_id,
        said.field,
        arg_max(said.value, (coalesce(article.published_on, DATE '0001-01-01'), report.id)) AS value
    FROM said
    JOIN report ON report.id = said.report_id
    JOIN article ON article.id = report.article_id
    WHERE said.field NOT IN ('type', 'date', 'place', 'participants')
    GROUP BY said.event_id, said.field
)

SELECT
    differing.event_id,
    differing.field,
    taken.value AS taken,
    differing.told
FROM differing
LEFT JOIN taken ON taken.event_id = differing.event_id AND taken.field = differing.field;
