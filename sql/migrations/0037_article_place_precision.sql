-- Grain: one place as one article tells of it, as before; adds what kind of place its point stands
-- for, as in table place.
ALTER TABLE article_place ADD COLUMN precision VARCHAR;
