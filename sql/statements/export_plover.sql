-- Grain: one event, with its participants and its reports as lists.
WITH told AS (
    SELECT
        event_report.event_id,
        list({
            'sentence': substr(
                article."text", report.sentence_start + 1, report.sentence_end - report.sentence_start
            ),
            'start': report.sentence_start,
            'end': report.sentence_end,
            'url': article.url,
            'title': article.title,
            'language': article.language,
            'publication': article.outlet,
            'license': article.license,
            'coder': report.coder
        } ORDER BY report.confidence DESC, report.id) AS reports
    FROM event_report
    JOIN report ON report.id = event_report.report_id
    JOIN article ON article.id = report.article_id
    GROUP BY event_report.event_id
),

words AS (  -- how the surest report names each party
    SELECT
        event_report.event_id,
        coalesce(identity.same_as, report_party.party_id) AS party_id,
        first(report_party.mention_text ORDER BY report.confidence DESC, report.id, position) AS said
    FROM event_report
    JOIN report ON report.id = event_report.report_id
    JOIN report_party ON report_party.report_id = report.id
    LEFT JOIN identity ON identity.party_id = report_party.party_id
    GROUP BY event_report.event_id, coalesce(identity.same_as, report_party.party_id)
),

involved AS (
    SELECT
        participant.event_id,
        list({
            'role': participant.role,
            'country': participant.country,
            'sectors': participant.sectors,
            'said': words.said,
            'name': party.name,
            'wikidata_id': party.wikidata_id
        } ORDER BY participant.role, participant.position) AS participants
    FROM participant
    JOIN party ON party.id = participant.party_id
    LEFT JOIN words
        ON words.event_id = participant.event_id AND words.party_id = participant.party_id
    GROUP BY participant.event_id
),

counted AS (  -- as the latest report has it
    SELECT
        event_id,
        list({'kind': kind, 'least': latest_least, 'most': latest_most} ORDER BY kind) AS counts
    FROM event_counts
    GROUP BY event_id
)

SELECT
    event.id,
    event.event_date,
    event.date_precision,
    event.date_basis,
    event.event_type,
    event.modes,
    event.contexts,
    event.realis,
    event.quad_class,
    event.plover_score,
    place.name AS place_name,
    place.country AS place_country,
    place.admin1 AS place_admin1,
    place.geonames_id,
    place.lat,
    place.lon,
    place.feature,
    place."precision" AS place_precision,
    counted.counts,
    involved.participants,
    told.reports
FROM event
JOIN involved ON involved.event_id = event.id
JOIN told ON told.event_id = event.id
LEFT JOIN counted ON counted.event_id = event.id
LEFT JOIN place ON place.id = event.place_id
ORDER BY event.event_date NULLS LAST, event.id;
