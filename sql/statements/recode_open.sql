-- Grain: one recode of these days that is not complete, the oldest first.
SELECT id
FROM recode
WHERE
    completed_at IS NULL
    AND since IS NOT DISTINCT FROM $since::DATE
    AND until IS NOT DISTINCT FROM $until::DATE
ORDER BY began_at, id;
