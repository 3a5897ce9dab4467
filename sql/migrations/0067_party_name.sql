-- Grain: one form of a party's name, counted; `checks/telling_wrong` counts again.
CREATE TABLE party_name AS
SELECT
    party_id,
    alias,
    count(*) AS articles  -- that have it
FROM party_alias
GROUP BY ALL;
