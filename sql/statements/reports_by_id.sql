-- Grain: one report of those asked for, with the outlet that tells it.
SELECT
    report.id,
    report.article_id,
    report.sentence_start AS start,
    report.sentence_end AS "end",
    report.trigger_start,
    report.trigger_end,
    report.event_type,
    report.modes,
    report.contexts,
    report.realis,
    report.event_date,
    report.date_precision,
    report.date_basis,
    report.place_id,
    place.name AS place_name,
    place.country AS place_country,
    place.geonames_id,
    report.place_basis,
    report.confidence,
    report.coder,
    report.explanation,
    article.outlet
FROM report
JOIN article ON article.id = report.article_id
LEFT JOIN place ON place.id = report.place_id
WHERE report.id IN (SELECT unnest(?::JSON::VARCHAR[]));
