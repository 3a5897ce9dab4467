-- Grain: one run of a flow, as before; adds the process that runs it, so that a run whose process
-- died is told from one that goes on. NULL of runs from before this column.
ALTER TABLE run ADD COLUMN process STRUCT(host VARCHAR, pid BIGINT, started VARCHAR);
