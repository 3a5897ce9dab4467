-- Grain: one ordered pair of different countries in one report: dyad_event before any merging.
CREATE OR REPLACE VIEW dyad_report AS
-- Day, type and sides are those of the report itself; a country that it leaves out is that of the
-- party as other articles tell of it. Class and score are those of the event that it tells of.
WITH located AS (
    SELECT same_as, max(country) AS country
    FROM identity
    GROUP BY same_as
),

side AS (
    SELECT
        report_party.report_id,
        report_party.role,
        coalesce(report_party.country, located.country) AS country
    FROM report_party
    LEFT JOIN identity ON identity.party_id = report_party.party_id
    LEFT JOIN located ON located.same_as = identity.same_as
),

mutual AS (
    SELECT report_id
    FROM report_party
    GROUP BY report_id
    HAVING count(*) FILTER (role = 'recipient') = 0
)

SELECT DISTINCT
    actor.country AS actor_country,
    other.country AS recipient_country,
    report.id AS report_id,
    event.id AS event_id,
    date_trunc('month', report.event_date)::DATE AS month,
    report.event_date,
    report.date_precision,
    report.event_type,
    event.quad_class,
    event.plover_score
FROM report
JOIN event_report ON event_report.report_id = report.id
JOIN event ON event.id = event_report.event_id
JOIN side AS actor ON actor.report_id = report.id AND actor.role = 'actor'
JOIN side AS other ON other.report_id = report.id
LEFT JOIN mutual ON mutual.report_id = report.id
WHERE
    report.realis = 'actual'
    AND report.date_precision IN ('day', 'week', 'month')
    AND actor.country <> other.country
    AND (other.role = 'recipient' OR mutual.report_id IS NOT NULL);
