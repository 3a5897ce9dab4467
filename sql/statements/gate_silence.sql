-- Grain: one outlet of the sources that one run asked, and when it had news in the days before.
WITH asked AS (
    SELECT
        unnest($locations::JSON::VARCHAR[]) AS location,
        unnest($outlets::JSON::VARCHAR[]) AS outlet
),

runs AS (
    SELECT run.id, run.started_at
    FROM run
    JOIN run AS this ON this.id = $run
    WHERE run.started_at BETWEEN this.started_at - to_days($days::INTEGER) AND this.started_at
),

-- An address has news when it is read for the first time, within a week of its publication: what a
-- backfill reads does not hide a silence.
first_read AS (
    SELECT
        coalesce(fetch_log.final_url, fetch_log.url) AS url,
        min(runs.started_at) AS read_at
    FROM fetch_log
    JOIN runs ON runs.id = fetch_log.run_id
    WHERE fetch_log.outcome = 'fetched'
    GROUP BY ALL
),

news AS (
    SELECT DISTINCT
        article.outlet,
        first_read.read_at
    FROM first_read
    JOIN article_page ON article_page.url = first_read.url
    JOIN article ON article.id = article_page.article_id
    WHERE
        article.outlet IN (SELECT outlet FROM asked)
        AND coalesce(article.published_on >= first_read.read_at::DATE - 7, true)
),

paused AS (
    SELECT
        outlet,
        read_at,
        read_at - lag(read_at) OVER (PARTITION BY outlet ORDER BY read_at) AS pause
    FROM news
),

past AS (
    SELECT
        outlet,
        count(*) AS times,
        min(read_at) AS "first",
        max(read_at) AS "last",
        max(pause) AS longest
    FROM paused
    GROUP BY outlet
)

SELECT
    past.outlet,
    past.times,
    past."first",
    past."last",
    past.longest,
    count(DISTINCT runs.id) AS asked,
    any_value(fetch_log.reason) FILTER (WHERE runs.id = $run) AS answer
FROM past
JOIN asked ON asked.outlet = past.outlet
JOIN fetch_log ON fetch_log.url = asked.location
JOIN runs ON runs.id = fetch_log.run_id AND runs.started_at > past."last"
WHERE past.longest IS NOT NULL
GROUP BY ALL
ORDER BY past.outlet;
