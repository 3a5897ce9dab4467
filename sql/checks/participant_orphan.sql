-- Must return no row. Grain: a participant of an event that is gone.
SELECT event_id, party_id FROM participant WHERE event_id NOT IN (SELECT id FROM event);
