-- Grain: one place we were told to read, as before; adds how far the operator trusts its outlet.
ALTER TABLE source ADD COLUMN trust DOUBLE;  -- 0 to 1
