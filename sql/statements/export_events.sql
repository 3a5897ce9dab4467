-- Grain: one event of any realis, its parties as parallel lists, and its surest report.
WITH surest AS (
    SELECT
        event_report.event_id,
        report.id AS report_id,
        substr(
            article."text", report.sentence_start + 1, report.sentence_end - report.sentence_start
        ) AS sentence,
        article.outlet,
        article.url
    FROM event_report
    JOIN report ON report.id = event_report.report_id
    JOIN article ON article.id = report.article_id
    QUALIFY row_number() OVER (
        PARTITION BY event_report.event_id ORDER BY report.confidence DESC, report.id
    ) = 1
),

involved AS (
    SELECT
        participant.event_id,
        participant.role,
        list(party.id ORDER BY participant.position) AS ids,
        list(party.name ORDER BY participant.position) AS names,
        list(participant.country ORDER BY participant.position) AS countries,
        list(array_to_string(participant.sectors, '+') ORDER BY participant.position) AS sectors
    FROM participant
    JOIN party ON party.id = participant.party_id
    GROUP BY participant.event_id, participant.role
)

SELECT
    event.id AS event_id,
    event.event_date,
    event.date_precision,
    event.date_basis,
    event.event_type,
    event.modes,
    event.contexts,
    event.realis,
    event.quad_class,
    event.plover_score,
    coalesce(actor.names, []) AS actors,
    coalesce(actor.countries, []) AS actor_countries,
    coalesce(actor.sectors, []) AS actor_sectors,
    coalesce(actor.ids, []) AS actor_ids,
    coalesce(recipient.names, []) AS recipients,
    coalesce(recipient.countries, []) AS recipient_countries,
    coalesce(recipient.sectors, []) AS recipient_sectors,
    coalesce(recipient.ids, []) AS recipient_ids,
    place.name AS place,
    place.country AS place_country,
    place.admin1 AS place_admin1,
    place."precision" AS place_precision,
    event.place_basis,
    place.lat,
    place.lon,
    place.geonames_id,
    event.confidence,
    event.n_reports,
    event.n_articles,
    event.n_outlets,
    surest.sentence,
    surest.outlet,
    surest.url,
    surest.report_id
FROM event
JOIN surest ON surest.event_id = event.id
LEFT JOIN involved AS actor ON actor.event_id = event.id AND actor.role = 'actor'
LEFT JOIN involved AS recipient ON recipient.event_id = event.id AND recipient.role = 'recipient'
LEFT JOIN place ON place.id = event.place_id
ORDER BY event.event_date NULLS LAST, event.id;
