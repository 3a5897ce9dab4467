-- Must return no row. Grain: words of a chain that do not stand where it says.
SELECT report_party.report_id
FROM report_party
JOIN report ON report.id = report_party.report_id
JOIN article ON article.id = report.article_id
CROSS JOIN unnest(report_party.chain) AS taken(link)
WHERE substr(article."text", link."start" + 1, link."end" - link."start") <> link."text";
