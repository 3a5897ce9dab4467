-- Grain: one article as it was when copies of it were last looked for, as before; adds its day.
ALTER TABLE article_sketch ADD COLUMN day DATE;  -- none where it is undated
