-- Must return no row. Grain: one key that two rows of a table share.
SELECT 'mention' AS "table", id AS key
FROM mention
GROUP BY id
HAVING count(*) > 1
UNION ALL
SELECT 'report_party' AS "table", concat_ws(' ', report_id, role, position) AS key
FROM report_party
GROUP BY report_id, role, position
HAVING count(*) > 1
UNION ALL
SELECT 'report_count' AS "table", concat_ws(' ', report_id, kind, mention_start) AS key
FROM report_count
GROUP BY report_id, kind, mention_start
HAVING count(*) > 1
UNION ALL
SELECT 'report_account' AS "table", report_id AS key
FROM report_account
GROUP BY report_id
HAVING count(*) > 1
UNION ALL
SELECT 'event_report' AS "table", report_id AS key
FROM event_report
GROUP BY report_id
HAVING count(*) > 1
UNION ALL
SELECT 'article_story' AS "table", article_id AS key
FROM article_story
GROUP BY article_id
HAVING count(*) > 1
UNION ALL
SELECT 'article_party' AS "table", concat_ws(' ', article_id, party_id) AS key
FROM article_party
GROUP BY article_id, party_id
HAVING count(*) > 1
UNION ALL
SELECT 'party_alias' AS "table", concat_ws(' ', party_id, alias, article_id) AS key
FROM party_alias
GROUP BY party_id, alias, article_id
HAVING count(*) > 1
UNION ALL
SELECT 'party_office' AS "table", id AS key
FROM party_office
GROUP BY id
HAVING count(*) > 1
UNION ALL
SELECT 'article_place' AS "table", concat_ws(' ', article_id, place_id) AS key
FROM article_place
GROUP BY article_id, place_id
HAVING count(*) > 1
UNION ALL
SELECT 'quote' AS "table", id AS key
FROM quote
GROUP BY id
HAVING count(*) > 1
UNION ALL
SELECT 'account_pair' AS "table", concat_ws(' ', account_id, other_id) AS key
FROM account_pair
GROUP BY account_id, other_id
HAVING count(*) > 1
UNION ALL
SELECT 'participant' AS "table", concat_ws(' ', event_id, role, position) AS key
FROM participant
GROUP BY event_id, role, position
HAVING count(*) > 1;
