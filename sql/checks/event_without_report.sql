-- Must return no row. Grain: an event that rests on nothing.
SELECT id FROM event WHERE id NOT IN (SELECT event_id FROM event_report);
