-- Must return no row. Grain: a score, confidence or quad class outside its scale.
SELECT id FROM event
WHERE quad_class NOT BETWEEN 1 AND 4
    OR plover_score NOT BETWEEN -10 AND 10
    OR confidence NOT BETWEEN 0 AND 1;
