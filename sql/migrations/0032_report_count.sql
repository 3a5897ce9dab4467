-- Grain: one number of people that the sentence of one report states.
CREATE TABLE report_count (
    report_id VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,  -- killed, wounded, arrested, …: `CountKind` in tasks/records.py
    mention_start INTEGER NOT NULL,
    mention_end INTEGER NOT NULL,
    words VARCHAR NOT NULL,  -- "at least 12 people"
    least INTEGER NOT NULL,  -- 0 where no lower bound is said
    most INTEGER,  -- NULL where no upper bound is said
    PRIMARY KEY (report_id, kind, mention_start)
);
