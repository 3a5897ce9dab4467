-- Grain: one row if any account was made by other rules, or none was ever made.
SELECT 1
WHERE
    EXISTS (FROM report_account WHERE method <> ?)
    OR (NOT EXISTS (FROM report_account) AND EXISTS (FROM event));
