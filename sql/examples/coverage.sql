-- How much news lies behind the events of each month?
-- Grain: one month: articles are those published in it, events those that happened in it.
WITH read AS (
    SELECT
        month,
        count(DISTINCT outlet) AS outlets,
        sum(articles)::BIGINT AS articles,
        sum(near_duplicates)::BIGINT AS copies,
        sum(articles_with_reports)::BIGINT AS with_reports
    FROM source_month
    WHERE month IS NOT NULL
    GROUP BY month
),

happened AS (
    SELECT month, sum(events)::BIGINT AS events
    FROM event_type_month
    GROUP BY month
)

SELECT
    coalesce(read.month, happened.month) AS month,
    coalesce(read.outlets, 0) AS outlets,
    coalesce(read.articles, 0) AS articles,
    coalesce(read.copies, 0) AS copies,
    round(read.with_reports / read.articles, 2) AS share_with_reports,
    coalesce(happened.events, 0) AS events,
    round(happened.events / read.articles, 2) AS events_per_article
FROM read
FULL JOIN happened ON happened.month = read.month
ORDER BY 1;
