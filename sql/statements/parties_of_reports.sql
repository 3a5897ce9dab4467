-- Grain: one party of one report, in role order.
SELECT
    report_id,
    role,
    position,
    party_id,
    mention_start AS start,
    mention_end AS "end",
    mention_text AS "text",
    country,
    sectors,
    basis
FROM report_party
WHERE report_id IN (SELECT unnest(?::JSON::VARCHAR[]))
ORDER BY report_id, role, position;
