-- Must return no row. Grain: a party in the role of a report that is gone.
SELECT report_id FROM report_party WHERE report_id NOT IN (SELECT id FROM report);
