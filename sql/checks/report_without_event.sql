-- Must return no row. Grain: a report of a happening that no event rests on.
SELECT id
FROM report
WHERE realis IN ('actual', 'historical', 'future')
    AND id NOT IN (SELECT report_id FROM event_report);
