-- Grain: one office that a party is seen in.
SELECT title, country, sectors, first_seen, last_seen, articles
FROM office_holders
WHERE party_id = ?
ORDER BY first_seen NULLS LAST, title;
