-- Grain: one outlet that reported one event.
CREATE OR REPLACE VIEW event_outlet AS
SELECT DISTINCT
    event_id,
    outlet
FROM report_outlet;
