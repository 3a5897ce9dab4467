-- What could not be read, and why?
-- Grain: one stage and reason, with an example.
SELECT
    stage,
    reason,
    losses,
    example
FROM rejection_reasons
ORDER BY losses DESC, stage, reason;
