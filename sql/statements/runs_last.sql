-- Grain: one run; the last that ended of each kind, and every one that has not ended, newest first.
SELECT id, kind, label, status, started_at, finished_at, reason
FROM run
QUALIFY
    finished_at IS NULL
    OR row_number() OVER (PARTITION BY kind, finished_at IS NULL ORDER BY finished_at DESC, id) = 1
ORDER BY coalesce(finished_at, started_at) DESC, id;
