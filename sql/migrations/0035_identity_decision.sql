-- Grain: one word of an operator: two parties are one, are two, or one stands alone.
CREATE TABLE identity_decision (
    party_id VARCHAR NOT NULL,
    other_id VARCHAR,  -- NULL for a party that stands alone
    decision VARCHAR NOT NULL,  -- merge or split
    party_name VARCHAR NOT NULL,  -- as it was then, for people
    other_name VARCHAR,
    why VARCHAR,
    decided_at TIMESTAMP NOT NULL  -- UTC
);
