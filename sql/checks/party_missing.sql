-- Must return no row. Grain: a row that names a party there is no row for.
SELECT 'report_party' AS of_table, report_id AS id, party_id FROM report_party
WHERE party_id NOT IN (SELECT id FROM party)
UNION ALL
SELECT 'participant', event_id, party_id FROM participant
WHERE party_id NOT IN (SELECT id FROM party)
UNION ALL
SELECT 'mention', id, party_id FROM mention
WHERE party_id IS NOT NULL AND party_id NOT IN (SELECT id FROM party)
UNION ALL
SELECT 'party_office', id, party_id FROM party_office
WHERE party_id NOT IN (SELECT id FROM party)
UNION ALL
SELECT 'quote', id, party_id FROM quote
WHERE party_id IS NOT NULL AND party_id NOT IN (SELECT id FROM party);
