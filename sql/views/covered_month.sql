-- Grain: one month, from that of the first dated event to that of the last, with its articles.
CREATE OR REPLACE VIEW covered_month AS
-- Where no article was published nobody looked: a zero there is no sign of calm.
WITH published AS (
    SELECT
        date_trunc('month', published_on)::DATE AS month,
        count(*) AS articles
    FROM article
    GROUP BY ALL
),

every_month AS (
    SELECT unnest(generate_series(min(month), max(month), INTERVAL 1 MONTH))::DATE AS month
    FROM dated_event
)

SELECT
    every_month.month,
    coalesce(published.articles, 0) AS articles
FROM every_month
LEFT JOIN published ON published.month = every_month.month;
