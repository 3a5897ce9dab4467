-- Grain: one actual event, with its parties as a list, its surest report and when it was first
-- read: what GDELT's and ICEWS' layouts ask for.
WITH surest AS (
    SELECT
        event_report.event_id,
        article.id AS article_id,
        article.outlet,
        article.url
    FROM event_report
    JOIN report ON report.id = event_report.report_id
    JOIN article ON article.id = report.article_id
    QUALIFY row_number() OVER (
        PARTITION BY event_report.event_id ORDER BY report.confidence DESC, report.id
    ) = 1
),

first_read AS (
    SELECT
        event_report.event_id,
        min(page.read_at) AS first_read_at
    FROM event_report
    JOIN report ON report.id = event_report.report_id
    JOIN article_page ON article_page.article_id = report.article_id
    JOIN page ON page.url = article_page.url
    GROUP BY event_report.event_id
),

involved AS (
    SELECT
        participant.event_id,
        list({
            'role': participant.role,
            'name': party.name,
            'country': participant.country,
            'sectors': participant.sectors
        } ORDER BY participant.role, participant.position) AS participants
    FROM participant
    JOIN party ON party.id = participant.party_id
    GROUP BY participant.event_id
)

SELECT
    event.id,
    event.event_type,
    event.modes,
    event.contexts,
    event.event_date,
    event.date_precision,
    event.n_reports,
    event.n_articles,
    event.n_outlets,
    place.name AS place_name,
    place.country AS place_country,
    place.admin1 AS place_admin1,
    place."precision" AS place_precision,
    place.lat,
    place.lon,
    involved.participants,
    surest.article_id,
    surest.outlet,
    surest.url,
    first_read.first_read_at
FROM event
JOIN involved ON involved.event_id = event.id
JOIN surest ON surest.event_id = event.id
LEFT JOIN first_read ON first_read.event_id = event.id
LEFT JOIN place ON place.id = event.place_id
WHERE event.realis = 'actual'
ORDER BY event.event_date NULLS LAST, event.id;
