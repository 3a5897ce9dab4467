-- Grain: one party of one report, in role order.
SELECT
    report_party.report_id,
    report_party.role,
    report_party.position,
    report_party.party_id,
    report_party.mention_start AS start,
    report_party.mention_end AS "end",
    report_party.mention_text AS "text",
    report_party.country,
    report_party.sectors,
    report_party.basis,
    party.kind
FROM report_party
LEFT JOIN party ON party.id = report_party.party_id
WHERE report_party.report_id IN (SELECT unnest(?::JSON::VARCHAR[]))
ORDER BY report_party.report_id, report_party.role, report_party.position;
