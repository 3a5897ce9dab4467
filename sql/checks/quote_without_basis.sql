-- Must return no row. Grain: a quote with a speaker and no basis, or the other way round.
SELECT id FROM quote WHERE (party_id IS NULL) <> (basis IS NULL);
