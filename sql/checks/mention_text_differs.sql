-- Must return no row. Grain: a party whose stored words are not those at its offsets.
SELECT report_party.report_id, report_party.mention_text
FROM report_party
JOIN report ON report.id = report_party.report_id
JOIN article ON article.id = report.article_id
WHERE mention_text <> substr(article."text", mention_start + 1, mention_end - mention_start);
