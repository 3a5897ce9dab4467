-- Grain: one party in its role in one report, as before; adds the day of its article.
-- No two rows share report_id, role, position: `checks/row_doubled` looks. An index of these
-- keys, which are strewn, cost a batch the more the more was stored.
ALTER TABLE report_party RENAME TO report_party_before;

CREATE TABLE report_party (
    report_id VARCHAR NOT NULL,
    role VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    party_id VARCHAR NOT NULL,
    mention_start INTEGER NOT NULL,
    mention_end INTEGER NOT NULL,
    mention_text VARCHAR NOT NULL,
    country VARCHAR,
    sectors VARCHAR[] NOT NULL,
    basis VARCHAR NOT NULL,
    chain STRUCT("text" VARCHAR, "start" INTEGER, "end" INTEGER)[],
    told_on DATE NOT NULL  -- of its article; 1970-01-01 where unknown. Other days are left unread
);

INSERT INTO report_party BY NAME
SELECT report_party_before.*, coalesce(article.published_on, DATE '1970-01-01') AS told_on
FROM report_party_before
LEFT JOIN report ON report.id = report_party_before.report_id
LEFT JOIN article ON article.id = report.article_id;

DROP TABLE report_party_before;
