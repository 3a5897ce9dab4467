-- Must return no row. Grain: a party that no article tells of.
SELECT id FROM party WHERE id NOT IN (SELECT party_id FROM article_party);
