-- Must return no row. Grain: a relative date in an article that has no publication day.
SELECT report.id
FROM report
JOIN article ON article.id = report.article_id
WHERE article.published_on IS NULL AND report.date_basis IN ('publication', 'inferred');
