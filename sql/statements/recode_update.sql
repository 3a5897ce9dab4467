-- Grain: one recode, when a run begins it or goes on with it.
UPDATE recode
SET
    coder = $coder,
    articles = (SELECT count(*) FROM recode_article WHERE recode_id = $recode)
WHERE id = $recode;
