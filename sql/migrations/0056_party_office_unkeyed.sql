-- Grain: one office that one article shows a party holding, as before.
-- No two rows share id: `checks/row_doubled` looks. An index of these keys, which are strewn,
-- cost a batch the more the more was stored.
ALTER TABLE party_office RENAME TO party_office_before;

CREATE TABLE party_office (
    id VARCHAR NOT NULL,
    party_id VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    country VARCHAR,
    sectors VARCHAR[] NOT NULL,
    article_id VARCHAR NOT NULL,
    evidence_start INTEGER NOT NULL,
    evidence_end INTEGER NOT NULL,
    seen_on DATE,
    held_since DATE,
    held_until DATE  -- NULL where nobody is known to have followed
);

INSERT INTO party_office FROM party_office_before;

DROP TABLE party_office_before;
