-- Grain: one count of people in one report, in text order.
SELECT report_id, kind, mention_start AS start, mention_end AS "end", words, least, most
FROM report_count
WHERE report_id IN (SELECT unnest(?::JSON::VARCHAR[]))
ORDER BY report_id, mention_start, kind;
