-- Grain: one pair of accounts that are alike no longer, or otherwise.
DELETE FROM account_pair
USING (SELECT unnest(?::JSON::STRUCT(one VARCHAR, other VARCHAR)[], recursive := TRUE)) AS told
WHERE account_pair.account_id = told.one AND account_pair.other_id = told.other;
