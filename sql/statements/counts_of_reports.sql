-- Grain: one count of people in one report, in text order.
-- $days are those on which the reports are told.
SELECT report_id, kind, mention_start AS start, mention_end AS "end", words, least, most
FROM report_count
WHERE
    told_on IN (SELECT unnest($days::JSON::DATE[]))
    AND report_id IN (SELECT unnest($reports::JSON::VARCHAR[]))
ORDER BY report_id, mention_start, kind;
