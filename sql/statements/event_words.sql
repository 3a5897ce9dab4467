-- Grain: one report of those asked for, as a decision names it: by the words that evoke it; and the
-- report that these words name, which is another where two are told in the same words.
SELECT
    report.id,
    report.article_id,
    report.trigger_start,
    report.trigger_end,
    report.event_type,
    told.id AS named_id
FROM report
JOIN report AS told
    ON told.article_id = report.article_id
    AND told.trigger_start < report.trigger_end
    AND told.trigger_end > report.trigger_start
WHERE report.id IN (SELECT unnest($reports::JSON::VARCHAR[]))
QUALIFY row_number() OVER (
    PARTITION BY report.id ORDER BY told.event_type <> report.event_type, told.id
) = 1
ORDER BY report.id;
