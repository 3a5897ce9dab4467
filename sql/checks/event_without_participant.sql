-- Must return no row. Grain: an event in which nobody takes part.
SELECT id FROM event WHERE id NOT IN (SELECT event_id FROM participant);
