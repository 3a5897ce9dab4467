-- Must return no row. Grain: a report, mention, quote or coding whose article is missing.
SELECT 'report' AS of_table, id FROM report WHERE article_id NOT IN (SELECT id FROM article)
UNION ALL
SELECT 'mention', id FROM mention WHERE article_id NOT IN (SELECT id FROM article)
UNION ALL
SELECT 'coding', article_id FROM coding WHERE article_id NOT IN (SELECT id FROM article)
UNION ALL
SELECT 'party_office', id FROM party_office WHERE article_id NOT IN (SELECT id FROM article)
UNION ALL
SELECT 'quote', id FROM quote WHERE article_id NOT IN (SELECT id FROM article);
