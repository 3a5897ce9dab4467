-- Must return no row. Grain: a quote, its speaker or its verb whose span does not lie in the article.
SELECT quote.id
FROM quote
JOIN article ON article.id = quote.article_id
WHERE NOT (
    0 <= quote_start
    AND quote_start < quote_end
    AND quote_end <= length(article."text")
    AND coalesce(0 <= speaker_start AND speaker_start < speaker_end, speaker_end IS NULL)
    AND coalesce(speaker_end <= length(article."text"), TRUE)
    AND coalesce(0 <= verb_start AND verb_start < verb_end, verb_end IS NULL)
    AND coalesce(verb_end <= length(article."text"), TRUE)
);
