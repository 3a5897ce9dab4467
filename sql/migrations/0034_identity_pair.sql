-- Grain: two parties as articles tell of them, by name and country, that are alike.
CREATE TABLE identity_pair (
    party_id VARCHAR NOT NULL,  -- the lesser of the two ids
    other_id VARCHAR NOT NULL,
    guest_id VARCHAR,  -- which of the two says too little; NULL when they surely are one
    reason VARCHAR NOT NULL,
    PRIMARY KEY (party_id, other_id)
);
