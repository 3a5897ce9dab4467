-- Grain: one article at its canonical URL, as before; adds what its page declares beside its
-- publication.
ALTER TABLE article ADD COLUMN modified_on DATE;
ALTER TABLE article ADD COLUMN modified_at TIMESTAMP;  -- UTC
ALTER TABLE article ADD COLUMN section VARCHAR;
