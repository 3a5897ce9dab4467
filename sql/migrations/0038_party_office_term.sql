-- Grain: one office that one article shows a party holding, as before; adds the term that is known
-- of it beside the article.
ALTER TABLE party_office ADD COLUMN held_since DATE;
ALTER TABLE party_office ADD COLUMN held_until DATE;  -- NULL where nobody is known to have followed
