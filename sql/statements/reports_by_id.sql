-- Grain: one report of those asked for, with what its article knows beside it.
-- $days are those on which they are told. What is beside them is picked out before it is joined:
-- DuckDB would join all that there is.
WITH asked AS (
    SELECT *
    FROM report
    WHERE
        told_on IN (SELECT unnest($days::JSON::DATE[]))
        AND id IN (SELECT unnest($reports::JSON::VARCHAR[]))
),

day AS (
    SELECT id, outlet, published_on
    FROM article
    WHERE
        published_on IN (SELECT unnest($days::JSON::DATE[]))
        AND id IN (SELECT article_id FROM asked)
    UNION ALL
    SELECT id, outlet, published_on
    FROM article
    WHERE published_on IS NULL AND id IN (SELECT article_id FROM asked)
),

account AS (
    SELECT report_id, words, trigger_words
    FROM report_account
    WHERE
        told_on IN (SELECT unnest($days::JSON::DATE[]))
        AND report_id IN (SELECT id FROM asked)
),

story AS (
    SELECT article_id, names
    FROM article_story
    WHERE
        told_on IN (SELECT unnest($days::JSON::DATE[]))
        AND article_id IN (SELECT article_id FROM asked)
)

SELECT
    asked.id,
    asked.article_id,
    asked.sentence_start AS start,
    asked.sentence_end AS "end",
    asked.trigger_start,
    asked.trigger_end,
    asked.event_type,
    asked.modes,
    asked.contexts,
    asked.realis,
    asked.event_date,
    asked.date_precision,
    asked.date_basis,
    asked.place_id,
    place.name AS place_name,
    place.country AS place_country,
    place.geonames_id,
    place.lat,
    place.lon,
    place.feature,
    asked.place_basis,
    asked.confidence,
    asked.coder,
    asked.explanation,
    day.outlet,
    day.published_on AS published,
    account.words,
    account.trigger_words,
    story.names
FROM asked
JOIN day ON day.id = asked.article_id
LEFT JOIN place ON place.id = asked.place_id
LEFT JOIN account ON account.report_id = asked.id
LEFT JOIN story ON story.article_id = asked.article_id;
