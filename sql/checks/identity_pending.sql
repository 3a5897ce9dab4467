-- Must return no row. Grain: a party that events do not show as what it was found to be.
SELECT party_id FROM identity WHERE pending IS NOT NULL;
