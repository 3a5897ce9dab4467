-- Grain: one stage and reason of loss.
CREATE OR REPLACE VIEW rejection_reasons AS
SELECT
    stage,
    reason,
    count(*) AS losses,
    min(subject) AS example
FROM rejection
GROUP BY ALL;
