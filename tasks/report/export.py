"""Events as JSON lines with the field names of PLOVER's data chapter.

What belongs here: which field of ours becomes which of the codebook's. What does not: selecting
events; that is `sql/statements/export_plover.sql`.

Where the codebook leaves a choice:
- `date` is required there. An undated event keeps it as null, with the reason in `comment`, and a
  week, month or year gives its first day, with its last as `enddate`, and says so there; no day
  is ever made up.
- `text_info` and `cite_info` are lists in the order of `event_text`, for an event may rest on
  several sentences.
- `sector` joins at most two sector codes, which is as long as the codebook lets it be.
- `context` also names a realis that is not actual, as the codebook asks of its auxiliary modes, so
  that nobody counts what is still to come as having happened.
- `size` is among the information objects, though no event shows it: numbers of people as the
  latest report has them, by the codebook's three names and by ours for other kinds; a number where
  it is exact, else a range ("12-15", "12 or more", "up to 15"), as it may be a number or a code.
- `resolution` has no value for an area that is no unit of administration.
- `realis`, `date_precision` and `date_basis` are fields of our own.
Optional fields that are unknown are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from tasks.periods import last_day
from tasks.records import Precision

CODEBOOK = "plover-2.0"
SIZES = {"killed": "dead", "wounded": "injured"}  # kinds that the codebook names otherwise
RESOLUTIONS = {"country": 1, "admin1": 2, "admin2": 3, "city": 4, "site": 5}
UNDATED = "undated: nothing in the article supports a day"


def plover(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield one JSON object per row of `export_plover`, as text without a line end."""
    for row in rows:
        yield json.dumps(_event(row), ensure_ascii=False)


def _event(row: Mapping[str, Any]) -> dict[str, Any]:
    reports = row["reports"]
    event = {
        "id": row["id"],
        "date": row["event_date"].isoformat() if row["event_date"] else None,
        "actor": _in_role(row, "actor"),
        "recipient": _in_role(row, "recipient"),
        "event": [row["event_type"]],
        "event_text": [report["sentence"] for report in reports],
        "quad_code": row["quad_class"],
        "event_scale": row["plover_score"],
        "mode": list(row["modes"]),
        "context": [*row["contexts"], *({row["realis"]} - {"actual"})],
        "text_info": [{"start": r["start"], "end": r["end"]} for r in reports],
        "cite_info": [_citation(report) for report in reports],
        "coder": reports[0]["coder"],
        "realis": row["realis"],
        "date_precision": row["date_precision"],
    }
    optional = {
        "enddate": _end(row["event_date"], row["date_precision"]),
        "date_basis": row["date_basis"],
        "event_loc": _place(row),
        "size": {SIZES.get(c["kind"], c["kind"]): _size(c) for c in row["counts"] or ()},
        "comment": _comment(row),
    }
    return event | _known(optional)


def _known(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, "", {})}


def _in_role(row: Mapping[str, Any], role: str) -> list[dict[str, Any]]:
    return [_entity(party) for party in row["participants"] if party["role"] == role]


def _entity(party: Mapping[str, Any]) -> dict[str, Any]:
    fields = {
        "code": party["country"],
        "sector": "".join(party["sectors"][:2]),
        "entity_text": party["said"],
        "identifier_id": party["wikidata_id"],
        "identifier_text": party["name"],
    }
    return _known(fields)


def _place(row: Mapping[str, Any]) -> dict[str, Any]:
    fields = {
        "resolved_place": row["place_name"],
        "geonameid": row["geonames_id"],
        "lat": row["lat"],
        "lon": row["lon"],
        "province": row["place_admin1"],
        "country_code": row["place_country"],
        "feature_code": row["feature"],
        "resolution": RESOLUTIONS.get(row["place_precision"]),
    }
    return _known(fields)


def _size(count: Mapping[str, Any]) -> int | str:
    least, most = count["least"], count["most"]
    if least == most:
        return int(least)
    if most is None:
        return f"{least} or more"
    return f"{least}-{most}" if least else f"up to {most}"


def _citation(report: Mapping[str, Any]) -> dict[str, Any]:
    names = ("url", "title", "language", "publication", "license", "coder")
    return _known({name: report[name] for name in names} | {"codebook": CODEBOOK})


def _end(first: date | None, precision: Precision) -> str | None:
    """Return the last day of a period longer than a day, in ISO form."""
    if first is None or precision == "day":
        return None
    return last_day(first, precision).isoformat()


def _comment(row: Mapping[str, Any]) -> str | None:
    if row["event_date"] is None:
        return UNDATED
    if row["date_precision"] != "day":
        return f"date is the first day of the {row['date_precision']} that is known"
    return None
