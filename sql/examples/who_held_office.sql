-- Who held which office when?
-- Grain: one party in one office: the days on which articles show it there, and its known term.
SELECT
    country,
    title,
    name,
    held_since,
    held_until,
    first_seen,
    last_seen,
    articles
FROM office_holders
ORDER BY country NULLS LAST, title, coalesce(held_since, first_seen) NULLS LAST, name, party_id;
