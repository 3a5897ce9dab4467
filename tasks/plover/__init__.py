"""The PLOVER 2.0 ontology and the lexicons, as data with one validating loader."""
