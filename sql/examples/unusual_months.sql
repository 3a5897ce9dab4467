-- In which months did a country act far more than in the year before?
-- Grain: one country and one month with three events or more, two standard deviations above the
-- months before. Months without any article are left out: nobody looked. Three must come before.
WITH compared AS (
    SELECT
        country,
        month,
        events,
        articles,
        event_ids,
        count(*) OVER past_year AS months_before,
        avg(events) OVER past_year AS usual,
        stddev_samp(events) OVER past_year AS spread
    FROM country_month_filled
    WHERE articles > 0
    WINDOW past_year AS (
        PARTITION BY country
        ORDER BY month
        RANGE BETWEEN INTERVAL 12 MONTH PRECEDING AND INTERVAL 1 MONTH PRECEDING
    )
)

SELECT
    month,
    country,
    events,
    round(usual, 2) AS usual,
    round(spread, 2) AS spread,
    articles,
    event_ids
FROM compared
WHERE events >= 3 AND months_before >= 3 AND events > usual + 2 * spread
ORDER BY events - usual DESC, month, country
LIMIT 50;
