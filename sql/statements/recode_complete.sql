-- Grain: one recode, at its end.
UPDATE recode SET completed_at = ?::TIMESTAMP WHERE id = ?;
