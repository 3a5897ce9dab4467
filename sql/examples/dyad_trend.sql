-- How did Iran deal with Saudi Arabia over time, silent months included?
-- Grain: one month of the data; replace the countries by any other pair.
SELECT
    month,
    events,
    verbal_cooperation + material_cooperation AS cooperation,
    verbal_conflict + material_conflict AS conflict,
    mean_score,
    round(avg(events) OVER quarter, 2) AS events_over_3_months,
    articles
FROM dyad_month_filled
WHERE actor_country = 'IRN' AND recipient_country = 'SAU'
WINDOW quarter AS (ORDER BY month ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)
ORDER BY month;
