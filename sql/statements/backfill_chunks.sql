-- Grain: one chunk of these, with what its last run counted, by its days.
-- Done is what need not be read again: an outlet's last day may end 12 hours after that of UTC.
SELECT
    backfill_chunk.id,
    backfill_chunk.status,
    backfill_chunk.flow_run_id,
    backfill_chunk.fault,
    backfill_chunk.status = 'completed'
    AND backfill_chunk.began_at >= backfill_chunk.until + INTERVAL 12 HOURS AS done,
    run.counts
FROM backfill_chunk
LEFT JOIN run ON run.id = backfill_chunk.run_id
WHERE backfill_chunk.id IN (SELECT unnest(?::JSON::VARCHAR[]))
ORDER BY backfill_chunk.since, backfill_chunk.id;
