-- Grain: one alarm of the run of the same kind that ended last before this one.
SELECT alarm.gate, alarm.subject
FROM alarm
WHERE alarm.run_id = (
    SELECT run.id
    FROM run
    JOIN run AS this ON this.id = $run AND run.kind = this.kind
    WHERE run.id <> this.id AND run.started_at <= this.started_at AND run.finished_at IS NOT NULL
    ORDER BY run.started_at DESC, run.id
    LIMIT 1
);
