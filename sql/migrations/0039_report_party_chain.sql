-- Grain: one party in its role in one report, as before; adds the words that its mention takes up,
-- nearest first: "he" takes up "the Iraqi minister", and that a name.
ALTER TABLE report_party ADD COLUMN chain STRUCT("text" VARCHAR, "start" INTEGER, "end" INTEGER)[];
