"""Events in the columns of GDELT's event tables, tab-separated: 58 of layout 1.0, 61 of 2.0.

What belongs here: which value of ours stands in which of its columns. What does not: pairs of
parties and codes (`export_cameo`).

- GLOBALEVENTID: as `export_cameo.line_id` says; it leads back to our event.
- SQLDATE and FractionDate only where the day is known; MonthYear and Year as far as they are.
- Actor…Code: country, then CAMEO types. The country codes are ISO 3166's, of which GDELT's differ
  for a few states (Romania was ROM). The UN is known group UNO; other bodies are types alone.
- QuadClass goes by the first two digits of the code, as in GDELT, and not by PLOVER.
- NumMentions counts reports, NumSources outlets, NumArticles articles.
- ActionGeo_Type: 1 country, 2 and 3 state and city of the USA, 4 and 5 city and province elsewhere.
- DATEADDED: when the first of its pages was read, UTC. SOURCEURL: the article of its surest report.
Empty, since we have nothing that means the same: ethnic and religion codes, IsRootEvent,
GoldsteinScale (we hold no table of it; `event.plover_score` is PLOVER's), AvgTone, Actor…Geo,
ActionGeo_CountryCode and ADM codes (FIPS 10-4), FeatureID (of another gazetteer).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from tasks.plover.cameo import BODY_CODES, TYPE_CODES, quad_class_of
from tasks.plover.ontology import ontology
from tasks.report.export_cameo import Line, Party, country_name, day_of, line_id, lines
from tasks.report.export_csv import tab_line

Layout = Literal["1.0", "2.0"]
_ACTOR = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code "
    "Type1Code Type2Code Type3Code"
).split()
_GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
COLUMNS = (
    *"GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split(),
    *(f"Actor{side}{name}" for side in (1, 2) for name in _ACTOR),
    *"IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale".split(),
    *"NumMentions NumSources NumArticles AvgTone".split(),
    *(f"{whose}Geo_{name}" for whose in ("Actor1", "Actor2", "Action") for name in _GEO),
    *"DATEADDED SOURCEURL".split(),
)


def columns(layout: Layout) -> tuple[str, ...]:
    """Return the columns of a layout in order; 1.0 has no ADM2Code."""
    return tuple(name for name in COLUMNS if layout == "2.0" or not name.endswith("ADM2Code"))


def gdelt(
    rows: Iterable[Mapping[str, Any]], *, layout: Layout = "2.0", header: bool = True
) -> Iterator[str]:
    """Yield lines with their ends for rows of `export_cameo`."""
    names = columns(layout)
    if header:
        yield tab_line(names)
    for row in rows:
        of_event = _event(row, layout)
        for line in lines(row):
            values = of_event | {"GLOBALEVENTID": line_id(row, line)} | _pair(line)
            yield tab_line(values.get(name) for name in names)


def _event(row: Mapping[str, Any], layout: Layout) -> dict[str, Any]:
    added = row["first_read_at"]
    return {
        **_date(row),
        **_place(row),
        "NumMentions": row["n_reports"],
        "NumSources": row["n_outlets"],
        "NumArticles": row["n_articles"],
        "DATEADDED": added and int(added.strftime("%Y%m%d" if layout == "1.0" else "%Y%m%d%H%M%S")),
        "SOURCEURL": row["url"],
    }


def _pair(line: Line) -> dict[str, Any]:
    return {
        **_party("Actor1", line.actor),
        **_party("Actor2", line.recipient),
        "EventCode": line.code,
        "EventBaseCode": line.code[:3],
        "EventRootCode": line.code[:2],
        "QuadClass": quad_class_of(line.code),
    }


def _date(row: Mapping[str, Any]) -> dict[str, int | float]:
    first, day = row["event_date"], day_of(row)
    dated: dict[str, int | float] = {"Year": first.year} if first else {}
    if first and row["date_precision"] != "year":
        dated["MonthYear"] = first.year * 100 + first.month
    if day:
        dated["SQLDATE"] = int(day.strftime("%Y%m%d"))
        # GDELT counts 30 days a month, and so do we.
        dated["FractionDate"] = round(day.year + ((day.month - 1) * 30 + day.day) / 365, 4)
    return dated


def _party(side: str, party: Party | None) -> dict[str, str]:
    if party is None:
        return {}
    body = party["country"] in ontology().nonstate
    country = "" if body else party["country"] or ""
    group = "UNO" if party["country"] == "UNO" else ""
    of_body = [BODY_CODES[party["country"]]] if party["country"] in BODY_CODES else []
    types = of_body + [TYPE_CODES[code] for code in party["sectors"] if code in TYPE_CODES]
    code = "".join((country, *types[:1], group, *types[1:3]))
    fields = {"Code": code, "Name": party["name"].upper(), "CountryCode": country}
    fields["KnownGroupCode"] = group
    fields |= {f"Type{n}Code": code for n, code in enumerate(types[:3], start=1)}
    return {f"{side}{name}": value for name, value in fields.items()}


def _place(row: Mapping[str, Any]) -> dict[str, Any]:
    kind = _geo_type(row["place_precision"], row["place_country"] == "USA")
    if kind is None:
        return {}
    within = row["place_admin1"] if kind in (3, 4) else None
    names = [row["place_name"], within, country_name(row["place_country"]) if kind > 1 else None]
    return {
        "ActionGeo_Type": kind,
        "ActionGeo_FullName": ", ".join(name for name in names if name),
        "ActionGeo_Lat": row["lat"],
        "ActionGeo_Long": row["lon"],
    }


def _geo_type(precision: str | None, is_american: bool) -> int | None:
    if precision == "country":
        return 1
    if precision in ("admin1", "admin2"):
        return 2 if is_american else 5
    if precision in ("city", "site"):
        return 3 if is_american else 4
    return None
