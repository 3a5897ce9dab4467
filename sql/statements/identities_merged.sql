-- Grain: one telling that events show as it is now.
UPDATE identity SET pending = NULL WHERE pending IS NOT NULL;
