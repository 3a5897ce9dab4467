-- Grain: one URL tried in one run, as before; adds where its redirects ended.
ALTER TABLE fetch_log ADD COLUMN final_url VARCHAR;
