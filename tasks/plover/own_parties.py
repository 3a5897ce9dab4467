"""The operator's own parties, `deployments/parties.toml`: persons, organisations, roles.

What belongs here: reading the file, saying what is wrong with it, and its version. What does not:
what the entries mean (`lexicons`, `leaders`), which read them as rows of our own tables and lay
them over these: what has the same name replaces ours whole, and of two entries the later counts.

    [[organisation]]
    name = "Harbour Guild"
    aliases = ["HGU"]            # optional
    kind = "organisation"        # or "group", an armed one; optional
    country = "GHA"              # ISO 3166 alpha-3, or UNO EUR IGO NGO IMG MNC ISM, or KOS
    sectors = ["LAB"]            # of PLOVER, primary first; may be left out
    wikidata = "Q1"              # optional

    [[person]]
    name = "Amara Quillfeather"
    aliases = ["Amara T. Quillfeather"]  # optional
    alone = ["Quillfeather"]     # what news calls them without the first name; optional
    country = "GHA"
    [[person.office]]            # as many as were held; "former" once all have ended
    title = "energy minister"
    sectors = ["GOV"]
    since = "2025-02"            # a year, a month or a day; from ever when left out
    until = 2026-03-31           # the last day; still in office when left out

    [[role]]
    phrases = ["harbour master", "port captain"]
    kind = "office"              # or rank, person, organ, organisation
    sectors = ["GOV"]
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from tasks.plover.folding import name_key
from tasks.plover.tables import Row, TableError

OWN = Path(__file__).parents[2] / "deployments" / "parties.toml"
LISTS = frozenset({"aliases", "alone", "sectors", "phrases"})
DAYS = frozenset({"since", "until"})
# By kind of entry: the keys it may have; those it must have.
ALLOWED = {
    "organisation": ("name", "aliases", "kind", "country", "sectors", "wikidata"),
    "person": ("name", "aliases", "alone", "country", "office"),
    "office": ("title", "sectors", "since", "until"),
    "role": ("phrases", "kind", "sectors"),
}
NEEDED = {
    "organisation": ("name", "country"),
    "person": ("name", "country", "office"),
    "office": ("title", "sectors"),
    "role": ("phrases", "kind", "sectors"),
}


@dataclass(frozen=True, slots=True)
class Entry(Row):
    """An entry of the file as a row of our tables; `line` is its number among its kind."""

    where: str  # 'parties.toml: person 2 (Amara Quillfeather)'

    def error(self, message: str) -> TableError:
        """Return the complaint about this entry, ready to raise."""
        return TableError(f"{self.where}: {message.replace('; see countries.csv', HINT)}")


EVER = "1000"  # a year that leaves room for the days before it
HINT = "; use an ISO 3166 alpha-3 code, KOS, UNO, EUR, IGO, NGO, IMG, MNC or ISM"


@dataclass(frozen=True, slots=True)
class OwnParties:
    """The entries, in the file's order, with the columns of the tables they are laid over."""

    organisations: tuple[Entry, ...] = ()
    offices: tuple[Entry, ...] = ()  # of persons, one row for each
    roles: tuple[Entry, ...] = ()
    version: str = ""  # changes with what the entries say; empty without any


@lru_cache(maxsize=4)
def own_parties(file: Path = OWN) -> OwnParties:
    """Return the entries of the operator's file, read once; none when there is no file.

    Raises TableError, in one line, naming file, entry and what to do. Codes of countries and
    sectors are checked by `lexicons` and `leaders`.
    """
    tables = _load(file)
    for key in tables:
        if key not in ("organisation", "person", "role"):
            raise TableError(
                f"{file.name}: unknown {key!r}; use [[organisation]], [[person]] or [[role]]."
            )
    entries = {kind: list(_entries(file, kind, tables)) for kind in ("organisation", "role")}
    offices = [row for person in _entries(file, "person", tables) for row in person]
    told = json.dumps(tables, sort_keys=True, default=str).encode()
    return OwnParties(
        organisations=tuple(row for rows in entries["organisation"] for row in rows),
        offices=tuple(offices),
        roles=tuple(row for rows in entries["role"] for row in rows),
        version=f"parties-{hashlib.sha256(told).hexdigest()[:8]}" if tables else "",
    )


class Named(Protocol):
    """What has a name and others beside it."""

    @property
    def name(self) -> str:
        """The name it is known by."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its other names."""


Body = TypeVar("Body", bound=Named)


def laid_over(
    ours: Mapping[str, Body], theirs: Iterable[tuple[Row, Body]], nations: Collection[str]
) -> Mapping[str, Body]:
    """Return our bodies by key with the operator's: one of the same name replaces ours whole.

    Raises TableError for a name that is a country's.
    """
    merged = dict(ours)
    for row, body in theirs:
        known = merged.get(name_key(body.name))
        if known and name_key(known.name) == name_key(body.name):
            merged = {key: other for key, other in merged.items() if other is not known}
        for name in (body.name, *body.aliases):
            if name_key(name) in nations:
                raise row.error(f"{name!r} is the name of a country; give a longer one.")
            merged[name_key(name)] = body
    return MappingProxyType(merged)


def _load(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = " ".join(str(error).split())
        raise TableError(f"{file.name}: {reason}; mend it there or leave the file out.") from error


def _entries(file: Path, kind: str, tables: Mapping[str, Any]) -> Iterator[list[Entry]]:
    """Yield the rows of each entry of a kind."""
    found = tables.get(kind, [])
    if not isinstance(found, list):
        raise TableError(f"{file.name}: {kind} must be a table of its own; write [[{kind}]].")
    for number, table in enumerate(found, 1):
        where = f"{file.name}: {kind} {number}"
        if isinstance(table, dict) and (called := table.get("name", table.get("phrases"))):
            where += f" ({', '.join(called) if _is_texts(called) else called})"
        values = _values(table, kind, where)
        if kind == "person":
            yield list(_offices(file, number, where, values, table["office"]))
        else:
            values["example"] = (values.get("name") or values["phrase"]).split("|")[0]
            yield [Entry(file, number, values, where)]


def _offices(
    file: Path, number: int, where: str, person: Mapping[str, str], offices: object
) -> Iterator[Entry]:
    if not isinstance(offices, list) or not offices:
        raise TableError(f"{where}: office must be a table of its own; write [[person.office]].")
    for nth, office in enumerate(offices, 1):
        values = _values(office, "office", f"{where}, office {nth}")
        values["office"] = values.pop("title")
        values["since"] = values["since"] or EVER
        yield Entry(file, number, {**person, **values}, f"{where}, office {nth}")


def _values(table: object, kind: str, where: str) -> dict[str, str]:
    """Return an entry's cells, lists joined as in our tables."""
    if not isinstance(table, dict):
        raise TableError(f"{where}: must be a table of keys; write them below [[{kind}]].")
    for key in table:
        if key not in ALLOWED[kind]:
            raise TableError(f"{where}: unknown key {key!r}; use {', '.join(ALLOWED[kind])}.")
    for key in NEEDED[kind]:
        if not table.get(key):
            raise TableError(f"{where}: {key} is missing or empty; give it.")
    values = dict.fromkeys(ALLOWED[kind], "")
    for key, value in table.items():
        if key != "office":
            values[key] = _cell(key, value, where)
    if kind == "organisation":
        values["kind"] = values["kind"] or "organisation"
    if kind == "role":
        values["phrase"] = values.pop("phrases")
    return values


def _cell(key: str, value: object, where: str) -> str:
    if key in DAYS:
        if isinstance(value, datetime) or not isinstance(value, date | int | str):
            raise TableError(f"{where}: {key} is {value!r}; write 2025, '2025-02' or 2025-02-17.")
        return str(value)
    if key in LISTS:
        if not _is_texts(value):
            raise TableError(f"{where}: {key} is {value!r}; give a list of texts, as ['A', 'B'].")
        texts: list[str] = list(value)  # type: ignore[call-overload]
    elif isinstance(value, str):
        texts = [value]
    else:
        raise TableError(f"{where}: {key} is {value!r}; give a text in quotes.")
    for text in texts:
        if "|" in text or text != text.strip():
            raise TableError(f"{where}: {key} holds {text!r}; leave out '|' and outer blanks.")
    return "|".join(texts)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) and text for text in value)
