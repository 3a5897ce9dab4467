-- Grain: one recode: articles of some days coded anew. One that was killed goes on in a later run.
CREATE TABLE recode (
    id VARCHAR PRIMARY KEY,  -- that of the run that began it
    since DATE,  -- first day of publication; NULL is open
    until DATE,  -- day of publication it stops before; NULL is open
    coder VARCHAR NOT NULL,  -- that codes anew
    articles INTEGER NOT NULL,  -- that another coder had coded
    began_at TIMESTAMP NOT NULL,  -- UTC
    completed_at TIMESTAMP  -- UTC; NULL while articles are left
);
