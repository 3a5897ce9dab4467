-- Grain: one party whom articles show in an office in which they did not, or the other way round.
SELECT party_id FROM pending_office;
