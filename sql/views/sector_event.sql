-- Grain: one sector of one country that acts in one dated event.
CREATE OR REPLACE VIEW sector_event AS
SELECT DISTINCT
    country,
    unnest(sectors) AS sector,
    event_id,
    month,
    quad_class,
    plover_score,
    n_reports,
    recipient_country
FROM party_event;
