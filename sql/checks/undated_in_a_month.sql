-- Must return no row. Grain: an undated event that a monthly view counts.
SELECT id FROM dated_event WHERE event_date IS NULL;
