-- How large a share of what a country does is conflict?
-- Grain: one country with at least three events, all months together.
SELECT
    country,
    sum(events)::BIGINT AS events,
    sum(verbal_conflict)::BIGINT AS verbal_conflict,
    sum(material_conflict)::BIGINT AS material_conflict,
    round(sum(verbal_conflict + material_conflict) / sum(events), 2) AS conflict_share
FROM country_month
GROUP BY country
HAVING sum(events) >= 3
ORDER BY conflict_share DESC, events DESC, country;
