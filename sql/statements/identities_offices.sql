-- Grain: one party of those asked for and one title that articles give it.
SELECT party_id, title, min(seen_on) AS "first", max(seen_on) AS "last"
FROM party_office
WHERE party_id IN (SELECT unnest(?::JSON::VARCHAR[]))
GROUP BY party_id, title
ORDER BY party_id, title;
