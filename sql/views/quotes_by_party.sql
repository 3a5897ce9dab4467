-- Grain: one quote, with the party that says it where one is told.
CREATE OR REPLACE VIEW quotes_by_party AS
SELECT
    party.id AS party_id,
    party.name AS party,
    party.kind,
    party.country,
    party.sectors,
    substr(article."text", quote.quote_start + 1, quote.quote_end - quote.quote_start) AS words,
    quote.verb,
    substr(article."text", quote.speaker_start + 1, quote.speaker_end - quote.speaker_start)
        AS speaker,
    quote.basis,
    article.published_on,
    article.outlet,
    article.title,
    article.url,
    quote.quote_start,
    quote.quote_end,
    quote.speaker_start,
    quote.speaker_end,
    quote.verb_start,
    quote.verb_end,
    quote.id AS quote_id,
    article.id AS article_id
FROM quote
JOIN article ON article.id = quote.article_id
LEFT JOIN identity ON identity.party_id = quote.party_id
LEFT JOIN party ON party.id = coalesce(identity.same_as, quote.party_id);
