-- Grain: one party of those asked for, with the country that any of its tellings gives.
SELECT same_as, max(country) AS country
FROM identity
WHERE same_as IN (SELECT unnest(?::JSON::VARCHAR[]))
GROUP BY same_as;
