-- Grain: one run that nobody has closed, the oldest first.
SELECT id, kind, label, started_at, process
FROM run
WHERE finished_at IS NULL
ORDER BY started_at, id;
