-- Grain: one run.
UPDATE run SET finished_at = ?, status = ?, counts = ?, reason = ? WHERE id = ?;
