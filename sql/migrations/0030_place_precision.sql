-- Grain: one place on the map, as before; adds what kind of place its point stands for: country,
-- admin1, admin2, city, site or area. Empty until an article that tells of it is coded anew.
ALTER TABLE place ADD COLUMN precision VARCHAR;
