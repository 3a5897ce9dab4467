-- Grain: two accounts that are alike enough to be of one event.
CREATE TABLE account_pair (
    account_id VARCHAR NOT NULL,  -- whose day is told better; the lesser id of equals
    other_id VARCHAR NOT NULL,
    score DOUBLE NOT NULL,  -- points
    reason VARCHAR NOT NULL,
    hosting BOOLEAN NOT NULL,  -- whether the other only joins the account that it is most like
    PRIMARY KEY (account_id, other_id)
);
