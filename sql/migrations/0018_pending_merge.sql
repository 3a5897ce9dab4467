-- Grain: one article whose reports changed since events were last merged.
CREATE TABLE pending_merge (
    article_id VARCHAR PRIMARY KEY
);
