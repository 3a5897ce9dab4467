-- Where on the map did people visit and meet?
-- Grain: one visit or meeting whose place is known; feed lat and lon to any map. The point of a
-- country is its middle: leave those out with point_of <> 'country'.
SELECT
    event.event_date,
    place.name AS place,
    place.country,
    place.lat,
    place.lon,
    place.precision AS point_of,
    event.place_basis,
    list(DISTINCT party.name ORDER BY party.name) AS parties,
    event.n_reports,
    event.id AS event_id
FROM event
JOIN place ON place.id = event.place_id
JOIN participant ON participant.event_id = event.id
JOIN party ON party.id = participant.party_id
WHERE
    event.event_type = 'CONSULT'
    AND event.realis = 'actual'
    AND NOT list_contains(event.modes, 'phone')
    AND place.lat IS NOT NULL
GROUP BY ALL
ORDER BY event.event_date DESC NULLS LAST, event.id;
