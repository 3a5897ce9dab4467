-- Grain: one party of whom articles tell offices that they did not, or no longer, since identities
-- were settled.
CREATE TABLE pending_office AS
SELECT party_id
FROM pending_identity;
