"""Events as those who have code for CAMEO data expect them: one line for each pair of parties.

What belongs here: what the layouts of GDELT and ICEWS share: pairs, codes, names. What does not:
their columns (`export_gdelt`, `export_icews`); the codes themselves (tasks.plover.cameo).

As CAMEO's coders did, an event of several parties becomes several lines:
- each actor with each recipient; actors alone where nobody is acted upon;
- in meetings and fights told without sides, each actor with each other one;
- a visit also as its host's: 043 with host first, besides 042 with the visitor first.
Only what has happened is written: these layouts cannot say that an event is still to come.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, permutations, product
from typing import Any

from tasks.plover.cameo import cameo
from tasks.plover.lexicons import lexicons
from tasks.plover.ontology import ontology

Party = Mapping[str, Any]  # name, country, sectors
LINES = 2048  # of one event, at most: all that meet, up to 45 of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Who did what to whom, in one line."""

    number: int  # 0-based, of the lines of its event
    actor: Party | None
    recipient: Party | None
    code: str  # CAMEO's
    name: str  # what CAMEO calls it


def lines(row: Mapping[str, Any]) -> Iterator[Line]:
    """Yield the lines of one row of `export_cameo`, always in the same order, at most LINES."""
    for number, (actor, recipient, code, name) in enumerate(islice(_coded(row), LINES)):
        yield Line(number=number, actor=actor, recipient=recipient, code=code, name=name)


def country_name(code: str | None) -> str:
    """Return the English name of a country; empty for none, and for bodies of no country."""
    country = lexicons().countries.get(code or "")
    return country.name if country else ""


def line_id(row: Mapping[str, Any], line: Line) -> int:
    """Return a number for a line that fits a signed 64-bit field and leads back to the event.

    It is the first 13 hexadecimal digits of our event id as a number, times LINES, plus the number
    of the line: `printf('%x', id // 2048)` begins the event id.
    """
    return int(row["id"][:13], 16) * LINES + line.number


def day_of(row: Mapping[str, Any]) -> Any:
    """Return the day of an event; None where only a week, month or year is known."""
    return row["event_date"] if row["date_precision"] == "day" else None


def _coded(row: Mapping[str, Any]) -> Iterator[tuple[Party | None, Party | None, str, str]]:
    actors = [party for party in row["participants"] if party["role"] == "actor"]
    recipients = [party for party in row["participants"] if party["role"] == "recipient"]
    mutual = not recipients and len(actors) > 1 and _is_reciprocal(row)
    what = cameo(row["event_type"], () if mutual else row["modes"], row["contexts"])
    if mutual:  # nobody tells who visits whom
        yield from ((one, other, what.code, what.name) for one, other in permutations(actors, 2))
        return
    for actor, recipient in product(actors or [None], recipients or [None]):
        yield actor, recipient, what.code, what.name
        if what.mirror and actor and recipient:
            yield recipient, actor, what.mirror, what.mirror_name


def _is_reciprocal(row: Mapping[str, Any]) -> bool:
    return ontology().event_type(row["event_type"]).reciprocal
