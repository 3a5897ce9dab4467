-- Grain: one field of one event of which its reports tell different values.
SELECT field, taken, told
FROM event_disagreements
WHERE event_id = ?
ORDER BY field;
