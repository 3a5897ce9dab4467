"""Events in the columns of the ICEWS coded event data, tab-separated.

What belongs here: which value of ours stands in which of its columns. What does not: pairs of
parties and codes (`export_cameo`).

- Event ID: as `export_cameo.line_id` says; it leads back to our event.
- Story ID: the first 15 hexadecimal digits of the id of the article of its surest report, as a
  number; Publisher is its outlet. One event is one story's here, however many tell of it.
- Event Date only where the day is known.
- Event Text is CAMEO's name of the code; sectors are PLOVER's, by name; countries by English name,
  empty for bodies of no country.
Empty, since we have nothing that means the same: Intensity (we hold no table of it;
`event.plover_score` is PLOVER's), Sentence Number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tasks.plover.ontology import ontology
from tasks.report.export_cameo import Line, Party, country_name, day_of, line_id, lines
from tasks.report.export_csv import tab_line

COLUMNS = (
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
)


def icews(rows: Iterable[Mapping[str, Any]], *, header: bool = True) -> Iterator[str]:
    """Yield lines with their ends for rows of `export_cameo`."""
    if header:
        yield tab_line(COLUMNS)
    for row in rows:
        of_event = _event(row)
        for line in lines(row):
            values = of_event | {"Event ID": line_id(row, line)} | _pair(line)
            yield tab_line(values.get(name) for name in COLUMNS)


def _event(row: Mapping[str, Any]) -> dict[str, Any]:
    precision, name = row["place_precision"], row["place_name"]
    return {
        "Event Date": day_of(row),
        "Story ID": int(row["article_id"][:15], 16),
        "Publisher": row["outlet"],
        "City": name if precision == "city" else None,
        "District": name if precision == "admin2" else None,
        "Province": name if precision == "admin1" else row["place_admin1"],
        "Country": country_name(row["place_country"]),
        "Latitude": row["lat"],
        "Longitude": row["lon"],
    }


def _pair(line: Line) -> dict[str, Any]:
    return {
        **_party("Source", line.actor),
        "Event Text": line.name,
        "CAMEO Code": line.code,
        **_party("Target", line.recipient),
    }


def _party(side: str, party: Party | None) -> dict[str, str]:
    if party is None:
        return {}
    body = ontology().nonstate.get(party["country"] or "")
    sectors = [ontology().sectors[code].name for code in party["sectors"]]
    return {
        f"{side} Name": party["name"],
        f"{side} Sectors": ",".join([body.name, *sectors] if body else sectors),
        f"{side} Country": country_name(party["country"]),
    }
