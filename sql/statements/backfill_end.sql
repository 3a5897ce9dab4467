-- Grain: one chunk that was begun. Its run is the last of its label since then.
UPDATE backfill_chunk
SET
    status = $status,
    fault = $fault,
    ended_at = $now,
    run_id = (
        SELECT arg_max(run.id, run.started_at)
        FROM run
        WHERE
            run.kind = 'ingest'
            AND run.label = backfill_chunk.label
            AND run.started_at >= backfill_chunk.began_at
    )
WHERE backfill_chunk.id = $chunk;
