-- Grain: one report of one event whose day, month and year nothing supports.
CREATE OR REPLACE VIEW undated_events AS
SELECT
    event_evidence.* EXCLUDE (event_date, date_precision, date_basis)
FROM event_evidence
WHERE event_evidence.event_date IS NULL;
