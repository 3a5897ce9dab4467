-- Grain: one report of those asked for, with what its article knows beside it.
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
    place.lat,
    place.lon,
    place.feature,
    report.place_basis,
    report.confidence,
    report.coder,
    report.explanation,
    article.outlet,
    article.published_on AS published,
    report_account.words,
    report_account.trigger_words,
    article_story.names
FROM report
JOIN article ON article.id = report.article_id
LEFT JOIN place ON place.id = report.place_id
LEFT JOIN report_account ON report_account.report_id = report.id
LEFT JOIN article_story ON article_story.article_id = report.article_id
WHERE report.id IN (SELECT unnest(?::JSON::VARCHAR[]));
