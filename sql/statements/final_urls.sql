-- Grain: one URL of those asked for, and where its redirects ended when it last answered.
SELECT fetch_log.url, fetch_log.final_url
FROM fetch_log
LEFT JOIN run ON run.id = fetch_log.run_id
WHERE
    fetch_log.url IN (SELECT unnest(?::JSON::VARCHAR[]))
    AND fetch_log.final_url IS NOT NULL
    AND fetch_log.status < 400
QUALIFY row_number() OVER (
    PARTITION BY fetch_log.url ORDER BY run.started_at DESC NULLS LAST, fetch_log.run_id
) = 1;
