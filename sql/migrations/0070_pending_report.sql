-- Grain: one report, there or gone, of an article that was coded anew since the last merge.
CREATE TABLE pending_report AS
SELECT
    report_id,
    told_on  -- as it was filed then
FROM report_account
WHERE article_id IN (SELECT article_id FROM pending_merge);
