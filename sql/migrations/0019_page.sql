-- Grain: one body that was read at one URL.
CREATE TABLE page (
    url VARCHAR NOT NULL,
    body_hash VARCHAR NOT NULL,  -- SHA-256; names the file under pages/
    media_type VARCHAR NOT NULL,
    charset VARCHAR,  -- as declared by the transport
    n_bytes BIGINT NOT NULL,
    outlet VARCHAR,
    title VARCHAR,
    language VARCHAR,
    published VARCHAR,  -- as given beside the page
    license VARCHAR,
    PRIMARY KEY (url, body_hash)
);
