-- Must return no row. Grain: a span that does not lie in its article, or a trigger outside its sentence.
SELECT report.id
FROM report
JOIN article ON article.id = report.article_id
WHERE NOT (
    0 <= sentence_start
    AND sentence_start <= trigger_start
    AND trigger_start < trigger_end
    AND trigger_end <= sentence_end
    AND sentence_end <= length(article."text")
)
UNION ALL
SELECT mention.id
FROM mention
JOIN article ON article.id = mention.article_id
WHERE NOT (0 <= mention_start AND mention_start < mention_end AND mention_end <= length(article."text"));
