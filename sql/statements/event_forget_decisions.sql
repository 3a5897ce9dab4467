-- Grain: one word of an operator that is taken back, by its number.
DELETE FROM event_decision
WHERE rowid IN (SELECT unnest(?::JSON::BIGINT[]));
