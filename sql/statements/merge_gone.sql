-- Grain: one report of an article that was coded anew since the last merge, with its day then.
SELECT report_id, told_on FROM pending_report;
