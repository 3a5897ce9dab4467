-- Grain: one report of an article that is to be merged anew, there or gone, as last merged.
SELECT report_id FROM report_account WHERE article_id IN (SELECT article_id FROM pending_merge);
