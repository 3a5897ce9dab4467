-- What did a person say, word for word, and where does it stand?
-- Grain: one quote of one person; replace the name by any other.
SELECT
    published_on,
    party,
    country,
    verb,
    words,
    speaker,
    basis,
    outlet,
    url
FROM quotes_by_party
WHERE kind = 'person' AND party ILIKE '%Guterres%'
ORDER BY published_on DESC NULLS LAST, url, quote_start;
