-- Grain: one event type, and how many of the newest events and of those before them have it.
-- News counts that was fresh when it was read, so that a backfill of old news is no shift.
WITH runs AS (
    SELECT run.id, run.started_at
    FROM run
    JOIN run AS this ON this.id = $run
    WHERE run.started_at BETWEEN this.started_at - to_days($days::INTEGER) AND this.started_at
),

first_read AS (
    SELECT
        coalesce(fetch_log.final_url, fetch_log.url) AS url,
        min(runs.started_at) AS read_at
    FROM fetch_log
    JOIN runs ON runs.id = fetch_log.run_id
    WHERE fetch_log.outcome = 'fetched'
    GROUP BY ALL
),

told AS (
    SELECT event.id, event.event_type, min(first_read.read_at) AS read_at
    FROM first_read
    JOIN article_page ON article_page.url = first_read.url
    JOIN article ON article.id = article_page.article_id
    JOIN report ON report.article_id = article.id
    JOIN event_report ON event_report.report_id = report.id
    JOIN event ON event.id = event_report.event_id
    WHERE article.published_on >= first_read.read_at::DATE - 3
    GROUP BY ALL
),

-- Events of one run are equally new.
ranked AS (
    SELECT event_type, rank() OVER (ORDER BY read_at DESC) <= $least AS is_new
    FROM told
)

SELECT
    event_type,
    count(*) FILTER (WHERE is_new) AS now,
    count(*) FILTER (WHERE NOT is_new) AS before
FROM ranked
GROUP BY event_type
ORDER BY event_type;
