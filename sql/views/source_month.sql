-- Grain: one outlet and one month of publication: the denominator of every count.
CREATE OR REPLACE VIEW source_month AS
-- Articles without a day of publication stand under no month; undated_share says how large a
-- part of all of the outlet's articles they are. Country and trust are the operator's word;
-- where sources of one outlet differ, the lower trust counts.
WITH told AS (
    SELECT article_id, count(*) AS reports
    FROM report
    GROUP BY article_id
),

corrected AS (
    SELECT DISTINCT id FROM article_version WHERE cause = 'page'
),

operator AS (
    SELECT outlet, min(country) AS country, min(trust) AS trust
    FROM source
    WHERE outlet IS NOT NULL
    GROUP BY outlet
),

undated AS (
    SELECT outlet, avg((published_on IS NULL)::INTEGER) AS undated_share
    FROM article
    GROUP BY outlet
)

SELECT
    article.outlet,
    operator.country,
    operator.trust,
    date_trunc('month', article.published_on)::DATE AS month,
    count(*) AS articles,
    count(article.near_duplicate_of) AS near_duplicates,
    count(corrected.id) AS corrected,
    count(gone_articles.article_id) AS gone,
    count(told.article_id) AS articles_with_reports,
    coalesce(sum(told.reports), 0)::BIGINT AS reports,
    undated.undated_share
FROM article
LEFT JOIN told ON told.article_id = article.id
LEFT JOIN corrected ON corrected.id = article.id
LEFT JOIN gone_articles ON gone_articles.article_id = article.id
LEFT JOIN operator ON operator.outlet = article.outlet
JOIN undated ON undated.outlet = article.outlet
GROUP BY ALL;
