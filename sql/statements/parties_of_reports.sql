-- Grain: one party of one report, in role order.
-- $days are those on which the reports are told.
WITH asked AS (
    SELECT *
    FROM report_party
    WHERE
        told_on IN (SELECT unnest($days::JSON::DATE[]))
        AND report_id IN (SELECT unnest($reports::JSON::VARCHAR[]))
)

SELECT
    asked.report_id,
    asked.role,
    asked.position,
    asked.party_id,
    asked.mention_start AS start,
    asked.mention_end AS "end",
    asked.mention_text AS "text",
    asked.country,
    asked.sectors,
    asked.basis,
    party.kind
FROM asked
LEFT JOIN party ON party.id = asked.party_id
ORDER BY asked.report_id, asked.role, asked.position;
