-- Must return no row. Grain: a date that rests on nothing, or a basis with no date.
SELECT id FROM report
WHERE (event_date IS NULL) <> (date_basis IS NULL)
    OR (event_date IS NULL) <> (date_precision = 'unknown');
