-- Grain: one URL tried in one run.
DELETE FROM fetch_log WHERE run_id = ? AND url IN (SELECT unnest(?::JSON::VARCHAR[]));
