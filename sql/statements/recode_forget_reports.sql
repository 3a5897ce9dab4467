-- Grain: one earlier report of an article that says something else since its recode began: what
-- became of it is no doing of the coder.
DELETE FROM recode_report
WHERE
    recode_id = $recode
    AND article_id NOT IN (SELECT unnest($articles::JSON::VARCHAR[]));
