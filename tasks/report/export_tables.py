"""Which tables users take away, and what they are called.

What belongs here: names. What does not: how they are written (`export_csv`, DuckDB), what their
columns mean (`dictionary`).
"""

from __future__ import annotations

# Made for exports by `sql/statements/export_NAME.sql`; the rest are tables and views as they are.
STATEMENTS = ("events", "participants")
TABLES = (
    *"event_report report report_party report_count quote article near_duplicate".split(),
    *"party party_alias party_office identity place source run rejection".split(),
)
VIEWS = (
    *"event_evidence latest_events undated_events event_counts event_outlet".split(),
    *"actor_month country_month sector_month dyad_month dyad_month_by_rule".split(),
    *"event_type_month source_month covered_month".split(),
    *"office_holders quotes_by_party unresolved_parties".split(),
    *"fetch corrections gone_articles rejection_reasons".split(),
)
PUBLIC = (*STATEMENTS, *TABLES, *VIEWS)
# With a row for every month of nothing: as CSV on demand, for Parquet can do without them.
FILLED = tuple(f"{of}_month_filled" for of in ("actor", "country", "sector", "dyad"))
ALSO = {"reports": "event_evidence"}  # other names for them

HEAD = """\
Written by `communique export parquet`. Every table is one file, NAME.parquet, but `events`, which
is split by year and month: read it with
`read_parquet('events/*/*/*.parquet', hive_partitioning = true)`. Events known only by their year
have no month, undated ones no year either: they stand in folders `__HIVE_DEFAULT_PARTITION__`,
which read as null. Days are those of the calendar, points in time UTC, countries ISO 3166 alpha-3
(and KOS, or PLOVER's UNO EUR IGO NGO IMG MNC ISM for bodies of no single country), offsets in
characters of `article.text`, counted from 0, the end excluded."""
