-- Who acted most, and on whom?
-- Grain: one actor.
SELECT
    party,
    country,
    sum(events) AS events,
    sum(verbal_cooperation + material_cooperation) AS cooperation,
    sum(verbal_conflict + material_conflict) AS conflict,
    mode(top_recipient ORDER BY top_recipient) AS top_recipient
FROM actor_month
GROUP BY party_id, party, country
ORDER BY events DESC, party
LIMIT 20;
