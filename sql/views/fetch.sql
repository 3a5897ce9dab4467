-- Grain: one URL tried in one run, and how that ended. Write the name as "fetch", in quotes:
-- without them SQL reads a word of its own.
CREATE OR REPLACE VIEW "fetch" AS
-- The outlet is that of the article or page found there in any run, else the source's.
WITH of_article AS (
    SELECT article_page.url, min(article.outlet) AS outlet
    FROM article_page
    JOIN article ON article.id = article_page.article_id
    GROUP BY article_page.url
),

of_page AS (
    SELECT url, arg_max(outlet, coalesce(read_at, 'epoch'::TIMESTAMP)) AS outlet
    FROM page
    GROUP BY url
)

SELECT
    fetch_log.run_id,
    run.kind,
    run.label,
    run.started_at,
    coalesce(of_article.outlet, of_page.outlet, source.outlet) AS outlet,
    fetch_log.url,
    fetch_log.final_url,
    fetch_log.outcome,
    fetch_log.status,
    fetch_log.reason,
    fetch_log.n_bytes AS bytes,
    fetch_log.elapsed_ms AS ms
FROM fetch_log
LEFT JOIN run ON run.id = fetch_log.run_id
LEFT JOIN of_article ON of_article.url = coalesce(fetch_log.final_url, fetch_log.url)
LEFT JOIN of_page ON of_page.url = coalesce(fetch_log.final_url, fetch_log.url)
LEFT JOIN source ON source.location = fetch_log.url;
