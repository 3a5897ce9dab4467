-- Must return no row. Grain: a count whose stored words are not those at its offsets.
SELECT report_count.report_id, report_count.words
FROM report_count
JOIN report ON report.id = report_count.report_id
JOIN article ON article.id = report.article_id
WHERE words <> substr(article."text", mention_start + 1, mention_end - mention_start);
