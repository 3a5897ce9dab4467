-- Grain: one outlet and one month of publication: the denominator of every count.
CREATE OR REPLACE VIEW source_month AS
SELECT
    article.outlet,
    date_trunc('month', article.published_on)::DATE AS month,
    count(DISTINCT article.id) AS articles,
    count(DISTINCT report.article_id) AS articles_with_reports,
    count(report.id) AS reports
FROM article
LEFT JOIN report ON report.article_id = article.id
GROUP BY ALL;
