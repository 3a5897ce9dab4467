-- Grain: one party as articles tell of it, by name and country: whom it is.
CREATE TABLE identity (
    party_id VARCHAR PRIMARY KEY,
    same_as VARCHAR NOT NULL,  -- the telling that stands for the party
    reason VARCHAR NOT NULL,
    country VARCHAR,
    offices STRUCT(title VARCHAR, office VARCHAR, post BOOLEAN, single BOOLEAN)[] NOT NULL,
    block_keys UBIGINT[] NOT NULL,  -- parties that share one may be the same
    method VARCHAR NOT NULL,  -- by which rules all this was found
    pending VARCHAR  -- what of it events do not show yet: identity or memory
);
