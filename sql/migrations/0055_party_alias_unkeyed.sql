-- Grain: one form of a party's name in one article, as before.
-- No two rows share party_id, alias, article_id: `checks/row_doubled` looks. An index of these
-- keys, which are strewn, cost a batch the more the more was stored.
ALTER TABLE party_alias RENAME TO party_alias_before;

CREATE TABLE party_alias (
    party_id VARCHAR NOT NULL,
    alias VARCHAR NOT NULL,
    article_id VARCHAR NOT NULL
);

INSERT INTO party_alias FROM party_alias_before;

DROP TABLE party_alias_before;
