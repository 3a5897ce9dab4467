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
    feature,
    precision
FROM (
    SELECT
        place_id, name, country, geonames_id, admin1, lat, lon, feature, precision,
        row_number() OVER (
            PARTITION BY place_id
            ORDER BY count(*) DESC, name, country, admin1, lat, lon, feature, precision
        ) AS rank
    FROM article_place
    WHERE place_id IN (SELECT unnest(?::JSON::VARCHAR[]))
    GROUP BY place_id, name, country, geonames_id, admin1, lat, lon, feature, precision
)
WHERE rank = 1;
