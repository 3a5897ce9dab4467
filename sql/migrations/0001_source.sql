-- Grain: one place we were told to read.
CREATE TABLE source (
    location VARCHAR PRIMARY KEY,  -- URL, file or folder as given
    outlet VARCHAR,
    country VARCHAR,  -- ISO 3166 alpha-3 of the outlet's seat
    language VARCHAR  -- ISO 639-1
);
