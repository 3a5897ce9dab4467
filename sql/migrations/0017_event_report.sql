-- Grain: one report that tells of one event, and why we think so.
CREATE TABLE event_report (
    event_id VARCHAR NOT NULL,
    report_id VARCHAR PRIMARY KEY,
    reason VARCHAR NOT NULL
);
