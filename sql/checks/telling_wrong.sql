-- Must return no row. Grain: one way of telling of a party, or of naming it, counted wrongly.
(
    SELECT party_id, articles
    FROM (
        SELECT party_id, name, kind, country, sectors, wikidata_id, count(*) AS articles
        FROM article_party
        GROUP BY ALL
        EXCEPT ALL
        FROM party_telling
    )
)
UNION ALL
(
    SELECT party_id, articles
    FROM (
        FROM party_telling
        EXCEPT ALL
        SELECT party_id, name, kind, country, sectors, wikidata_id, count(*)
        FROM article_party
        GROUP BY ALL
    )
)
UNION ALL
(
    SELECT party_id, articles
    FROM (
        SELECT party_id, alias, count(*) AS articles
        FROM party_alias
        GROUP BY ALL
        EXCEPT ALL
        FROM party_name
    )
)
UNION ALL
(
    SELECT party_id, articles
    FROM (
        FROM party_name
        EXCEPT ALL
        SELECT party_id, alias, count(*)
        FROM party_alias
        GROUP BY ALL
    )
);
