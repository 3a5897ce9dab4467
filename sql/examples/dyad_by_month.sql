-- How do Iran and Iraq deal with each other, month by month?
-- Grain: one direction of the dyad and one month.
SELECT
    month,
    actor_country,
    recipient_country,
    events,
    reports,
    outlets,
    mean_score
FROM dyad_month
WHERE actor_country IN ('IRN', 'IRQ') AND recipient_country IN ('IRN', 'IRQ')
ORDER BY month, actor_country;
