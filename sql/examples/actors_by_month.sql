-- Who acted, month by month, and how?
-- Grain: one actor and one month; the twenty with most events.
SELECT
    strftime(month, '%Y-%m') AS month,
    party,
    country,
    events,
    outlets,
    verbal_cooperation + material_cooperation AS cooperation,
    verbal_conflict + material_conflict AS conflict,
    mean_score AS score,
    top_recipient AS toward
FROM actor_month
ORDER BY events DESC, reports DESC, month, party
LIMIT 20;
