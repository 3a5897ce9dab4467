-- Must return no row. Grain: a count of a report that is gone, or whose bounds are none.
SELECT report_id, kind
FROM report_count
WHERE report_id NOT IN (SELECT id FROM report) OR least < 0 OR most < least;
