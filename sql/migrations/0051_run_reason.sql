-- Grain: one run of a flow, as before; adds why it did not complete, in words. NULL while it runs
-- and where it completed. The status may now be stopped (by a signal) and crashed (it died), too.
ALTER TABLE run ADD COLUMN reason VARCHAR;
