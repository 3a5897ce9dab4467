-- Which parts of a state act abroad and at home, and how?
-- Grain: one sector of Iran; replace the country by any other.
SELECT
    sector,
    sum(events)::BIGINT AS events,
    sum(verbal_cooperation + material_cooperation)::BIGINT AS cooperation,
    sum(verbal_conflict + material_conflict)::BIGINT AS conflict,
    min(month) AS first_month,
    max(month) AS last_month
FROM sector_month
WHERE country = 'IRN'
GROUP BY sector
ORDER BY events DESC, sector;
