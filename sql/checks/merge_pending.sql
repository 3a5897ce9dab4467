-- Must return no row. Grain: an article whose reports were not merged.
SELECT article_id FROM pending_merge;
