-- Grain: one country that acts in one dated event.
CREATE OR REPLACE VIEW country_event AS
SELECT DISTINCT
    country,
    event_id,
    month,
    quad_class,
    plover_score,
    n_reports,
    recipient_country
FROM party_event
WHERE country IS NOT NULL;
