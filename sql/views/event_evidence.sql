-- Grain: one report of one event: the sentence, where it stands and why it counts.
CREATE OR REPLACE VIEW event_evidence AS
SELECT
    event.id AS event_id,
    event.event_type,
    event.modes,
    event.realis,
    event.event_date,
    event.date_precision,
    report.date_basis,
    place.name AS place,
    place.country AS place_country,
    report.place_basis,
    (
        SELECT list(party.name ORDER BY report_party.position)
        FROM report_party
        LEFT JOIN identity ON identity.party_id = report_party.party_id
        JOIN party ON party.id = coalesce(identity.same_as, report_party.party_id)
        WHERE report_party.report_id = report.id AND report_party.role = 'actor'
    ) AS actors,
    (
        SELECT list(party.name ORDER BY report_party.position)
        FROM report_party
        LEFT JOIN identity ON identity.party_id = report_party.party_id
        JOIN party ON party.id = coalesce(identity.same_as, report_party.party_id)
        WHERE report_party.report_id = report.id AND report_party.role = 'recipient'
    ) AS recipients,
    substr(article."text", report.sentence_start + 1, report.sentence_end - report.sentence_start)
        AS sentence,
    substr(article."text", report.trigger_start + 1, report.trigger_end - report.trigger_start)
        AS trigger_text,
    report.sentence_start,
    report.sentence_end,
    report.trigger_start,
    report.trigger_end,
    article.outlet,
    article.title,
    article.url,
    article.published_on,
    report.confidence,
    report.explanation,
    event_report.reason AS merge_reason,
    report.id AS report_id,
    article.id AS article_id
FROM event
JOIN event_report ON event_report.event_id = event.id
JOIN report ON report.id = event_report.report_id
JOIN article ON article.id = report.article_id
LEFT JOIN place ON place.id = report.place_id;
