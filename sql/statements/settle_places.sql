-- Grain: one place that any article still tells of.
-- Where articles disagree, what most articles say wins, ties by the values themselves.
INSERT INTO place BY NAME
SELECT
    place_id AS id,
    name,
    country,
    geonames_id,
    admin1,
    lat,
    lon,
    feature
FROM (
    SELECT
        place_id, name, country, geonames_id, admin1, lat, lon, feature,
        row_number() OVER (
            PARTITION BY place_id
            ORDER BY count(*) DESC, name, country, admin1, lat, lon, feature
        ) AS rank
    FROM article_place
    WHERE place_id IN (SELECT unnest(?::JSON::VARCHAR[]))
    GROUP BY place_id, name, country, geonames_id, admin1, lat, lon, feature
)
WHERE rank = 1;
