-- Grain: one report of some articles, kept as it is before or after a recode.
INSERT INTO recode_report BY NAME
WITH reports AS (
    SELECT * FROM report WHERE article_id IN (SELECT unnest($articles::JSON::VARCHAR[]))
),

told AS (
    SELECT
        report_party.report_id,
        string_agg(role || ':' || party_id, ' ' ORDER BY role, position) AS parties
    FROM report_party
    JOIN reports ON reports.id = report_party.report_id
    GROUP BY report_party.report_id
)

SELECT
    $recode AS recode_id,
    $side AS side,
    reports.id AS report_id,
    event_report.event_id,
    reports.article_id,
    reports.sentence_start,
    reports.trigger_start,
    reports.event_type,
    coalesce(told.parties, '') AS parties,
    array_to_string(list_sort(reports.modes), ' ') AS modes,
    reports.realis,
    reports.event_date,
    reports.date_precision,
    reports.place_id,
    place.name AS place,
    reports.confidence,
    substr(
        article."text", reports.sentence_start + 1, reports.sentence_end - reports.sentence_start
    ) AS sentence
FROM reports
JOIN article ON article.id = reports.article_id
LEFT JOIN told ON told.report_id = reports.id
LEFT JOIN event_report ON event_report.report_id = reports.id
LEFT JOIN place ON place.id = reports.place_id;
