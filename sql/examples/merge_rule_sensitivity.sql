-- How much do numbers move with the rule of counting: reports, one a day, merged events?
-- Grain: one ordered pair of countries and one month where the rules differ; the most moved first.
SELECT
    month,
    actor_country,
    recipient_country,
    coalesce(sum(counted) FILTER (rule = 'reports'), 0)::BIGINT AS reports,
    coalesce(sum(counted) FILTER (rule = 'one a day'), 0)::BIGINT AS one_a_day,
    coalesce(sum(counted) FILTER (rule = 'events'), 0)::BIGINT AS events,
    any_value(mean_score) FILTER (rule = 'reports') AS score_of_reports,
    any_value(mean_score) FILTER (rule = 'events') AS score_of_events
FROM dyad_month_by_rule
GROUP BY month, actor_country, recipient_country
HAVING reports <> events OR one_a_day <> events
ORDER BY
    greatest(reports, one_a_day, events) - least(reports, one_a_day, events) DESC,
    month, actor_country, recipient_country;
