-- Grain: one event by its id, with the names of its place and of those who took part.
SELECT
    event.id,
    event.event_type,
    event.modes,
    event.contexts,
    event.realis,
    event.event_date,
    event.date_precision,
    event.date_basis,
    place.name AS place,
    place.country AS place_country,
    event.place_basis,
    event.quad_class,
    event.plover_score,
    event.confidence,
    event.n_reports,
    event.n_articles,
    event.n_outlets,
    (
        SELECT list(
            {'role': participant.role, 'name': party.name, 'country': participant.country}
            ORDER BY participant.role, participant.position
        )
        FROM participant
        JOIN party ON party.id = participant.party_id
        WHERE participant.event_id = event.id
    ) AS participants
FROM event
LEFT JOIN place ON place.id = event.place_id
WHERE event.id = ?;
