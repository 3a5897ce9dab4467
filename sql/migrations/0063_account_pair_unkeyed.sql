-- Grain: two accounts that are alike enough to be of one event, as before.
-- No two rows share account_id, other_id: `checks/row_doubled` looks. An index of these keys,
-- which are strewn, cost a batch the more the more was stored.
ALTER TABLE account_pair RENAME TO account_pair_before;

CREATE TABLE account_pair (
    account_id VARCHAR NOT NULL,  -- whose day is told better; the lesser id of equals
    other_id VARCHAR NOT NULL,
    score DOUBLE NOT NULL,  -- points
    reason VARCHAR NOT NULL,
    hosting BOOLEAN NOT NULL  -- whether the other only joins the account that it is most like
);

INSERT INTO account_pair FROM account_pair_before;

DROP TABLE account_pair_before;
