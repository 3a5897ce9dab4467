-- Grain: the run that ended last.
SELECT id, kind, label, status, finished_at
FROM run
WHERE finished_at IS NOT NULL
ORDER BY finished_at DESC, id
LIMIT 1;
