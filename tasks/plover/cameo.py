"""From PLOVER to CAMEO: the codes that older event data would have used.

What belongs here: reading `cameo.csv`, and the few codes of parties that CAMEO has otherwise. What
does not: the layouts in which GDELT and ICEWS print them (tasks.report).

The columns of the table:
- `type`, `mode`: PLOVER's; an empty mode is the type alone. Every type and every mode has a line.
- `context`: where CAMEO keeps apart what PLOVER leaves to contexts. The first line whose context
  the event has counts, so the one without a context stands last.
- `cameo`, `name`: the code and what CAMEO calls it. Where several codes answer to one mode, it is
  the one that says no more than the mode does.
- `mirror`: the code and name of the event that CAMEO makes besides, with actor and recipient
  swapped: a visit (042) is also hosted (043).

PROVENANCE.md says which readings of the crosswalk this follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from tasks.plover.ontology import ontology
from tasks.plover.tables import FOLDER, Row, TableError, read_table

COLUMNS = "type,mode,context,cameo,name,mirror,mirror_name".split(",")
CODE = re.compile(r"(0[3-9]|1[0-9]|20)[0-9]{1,2}")

# CAMEO's type codes; "MED" was media and "HLH" health. Sectors that it lacks are left out.
TYPE_CODES = MappingProxyType(
    {code: code for code in
     "COP GOV JUD LEG MIL REB SPY UAF AGR BUS CRM CVL EDU ELI LAB REF OPP".split()}
    | {"JRN": "MED", "MED": "HLH"}
)  # fmt: skip
# Bodies of no single country: not countries in CAMEO, but types of party of their own.
BODY_CODES = MappingProxyType(
    {code: code for code in "IGO NGO IMG MNC".split()}
    | {"UNO": "IGO", "EUR": "IGO"}
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CameoCode:
    """One line of the table."""

    code: str  # three or four digits
    name: str
    mirror: str  # the same, or empty
    mirror_name: str
    context: str  # empty for every other


Crosswalk = Mapping[tuple[str, str], tuple[CameoCode, ...]]  # (type, mode or "") → in order


@lru_cache(maxsize=1)
def crosswalk() -> Crosswalk:
    """Return the table that ships with this package, read once; raises as `load` does."""
    return load(FOLDER)


def load(folder: Path) -> Crosswalk:
    """Read `cameo.csv` of one folder.

    Raises TableError, starting with `file:line:`, for the first thing that is wrong.
    """
    file = folder / "cameo.csv"
    entries: dict[tuple[str, str], list[CameoCode]] = {}
    for row in read_table(file, COLUMNS):
        entry = _entry(row)
        lines = entries.setdefault((row["type"], row["mode"]), [])
        if any(line.context in ("", entry.context) for line in lines):
            raise row.error("an earlier line for this type and mode leaves nothing to this one.")
        lines.append(entry)
    for key in _keys():
        if key not in entries or entries[key][-1].context:
            raise TableError(f"{file.name}:1: {' '.join(key).strip()} has no line without context.")
    return MappingProxyType({key: tuple(lines) for key, lines in entries.items()})


def cameo(event_type: str, modes: Sequence[str], contexts: Iterable[str]) -> CameoCode:
    """Return the CAMEO code of an event; of several modes, that of the one that scores farthest.

    Raises UnknownNameError for a type or mode that PLOVER does not have.
    """
    kind, known = ontology().event_type(event_type), set(contexts)
    strongest = max(
        modes, key=lambda mode: abs(ontology().score(event_type, [mode])), default=None
    )  # fmt: skip
    lines = crosswalk()[kind.name, kind.mode(strongest).name if strongest else ""]
    return next(line for line in lines if not line.context or line.context in known)


def quad_class_of(code: str) -> int:
    """Return the quad class, 1 to 4, that users of CAMEO give a code by its first two digits.

    It differs from PLOVER's for CONCEDE (08 is a deed) and SANCTION `convict` (11 is words).
    """
    root = int(code[:2])
    return 1 + (root > 5) + (root > 8) + (root > 13)


def _keys() -> list[tuple[str, str]]:
    """Return every type alone and with each of its modes."""
    kinds = ontology().event_types.values()
    return [(kind.name, mode) for kind in kinds for mode in ("", *kind.modes)]


def _entry(row: Row) -> CameoCode:
    kind = ontology().event_types[row.one_of("type", tuple(ontology().event_types))]
    row.one_of("mode", ("", *kind.modes))
    for column in ("cameo", "mirror"):
        if not CODE.fullmatch(row[column]) and (column == "cameo" or row[column]):
            raise row.error(f"{column} {row[column]!r} must be a CAMEO code of 3 or 4 digits.")
    if not row["name"] or bool(row["mirror"]) != bool(row["mirror_name"]):
        raise row.error("a code has no name.")
    return CameoCode(
        code=row["cameo"],
        name=row["name"],
        mirror=row["mirror"],
        mirror_name=row["mirror_name"],
        context=row.one_of("context", ("", *ontology().contexts)),
    )
