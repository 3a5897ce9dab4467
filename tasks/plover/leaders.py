"""Who held which office when: the leaders whom news names without saying where they are from.

What belongs here: reading `lexicon/leaders.csv`, refusing what does not fit together, and telling
whom a name as written means on a day. What does not: finding names in a sentence, cutting off
"Mr" and "'s", people whom the articles themselves introduce.

One line is one office of one person; lines of the same `name` are the same person.

- `alone`: what newswire writes without the first name, a surname or what custom has ("Abiy").
- `aliases`: other full names; spellings that `personal_names` covers ("Mohamed") need none.
- `country`: as in countries.csv, or UNO, EUR, IGO, NGO, IMG for heads of what has none.
- `since`, `until`: a year, a month or a day, from its first to its last day; no `until` says that
  nobody followed as far as we know.

The data are ours, public facts written from memory, to the month or the year. They end early in
2026: since then a person without `until` may have left. The operator's own are laid over them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from tasks.plover.cells import check_capitals, day_of, sectors
from tasks.plover.lexicons import LEXICON, lexicons
from tasks.plover.ontology import ontology
from tasks.plover.own_parties import OWN, own_parties
from tasks.plover.personal_names import person_key
from tasks.plover.tables import Row, read_table

COLUMNS = "name,alone,aliases,country,office,sectors,since,until".split(",")
# A surname alone means nobody who is farther than this from an office.
GRACE = timedelta(days=90)
# Of several offices at one time these name the person, whichever began last.
HEADS = frozenset({"president", "prime minister", "chancellor", "king", "emir", "supreme leader"})
OFFICIAL = frozenset({"COP", "GOV", "JUD", "LEG", "MIL", "SPY"})
Standing = Literal["holder", "former", "not yet", "unknown"]
Index = Mapping[str, tuple[str, ...]]  # from key to names of people


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """One office of one person."""

    name: str
    alone: tuple[str, ...]  # surnames, or what stands for them
    aliases: tuple[str, ...]
    country: str  # ISO 3166 alpha-3, KOS, or PLOVER's UNO EUR IGO NGO IMG
    office: str  # plain English, lower case but for names: "foreign minister"
    sectors: tuple[str, ...]  # of the office; primary first, never empty
    since: date  # the first day it can have begun
    until: date | None  # the last day it can have ended; None when not known to have ended

    def holds(self, day: date, grace: timedelta = timedelta()) -> bool:
        """Return whether the day is in the term, or at most `grace` off either end."""
        return self.since - grace <= day and (self.until is None or day - grace <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Whom a name means on a day: the person's office, and where the day is to its term."""

    leader: Leader
    standing: Standing  # "unknown" when the day is

    @property
    def sectors(self) -> tuple[str, ...]:
        """PLOVER sectors on the day: those of the office, ELI for a former official.

        Former chiefs of parties or rebels keep theirs; before an office and without a day: none.
        """
        if self.standing == "former" and self.leader.sectors[0] in OFFICIAL:
            return ("ELI",)
        return self.leader.sectors if self.standing in {"holder", "former"} else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaders:
    """The table, indexed by what is looked up."""

    people: Mapping[str, tuple[Leader, ...]]  # by name; offices in the order of their beginning
    full: Index  # keys of two words or more
    alone: Index

    def meant_by(
        self, text: str, day: date | None, countries: Collection[str] = ()
    ) -> Holding | None:
        """Return whom a name as written means on the article's day, or None.

        A full name means its person on any day; if several people share it, the one who is in
        office. What stands alone means the one person of that name who is in office, or was or
        will be within GRACE; without a day nobody. `countries` narrows the choice to people with
        an office in one of them. None for no entry, for a text without any capital, and where
        two people could be meant.
        """
        named = self._candidates(text, day, countries)
        return _holding(self.people[named[0]], day) if len(named) == 1 else None

    def term_of(
        self, name: str, country: str | None, sectors: Collection[str], day: date | None
    ) -> Leader | None:
        """Return the one office of these sectors that a person of the table held in a country.

        Of several, the one held on `day`; None where that does not tell.
        """
        held = [
            office
            for office in self.people.get(name, ())
            if office.country == country and set(office.sectors) == set(sectors)
        ]
        if len(held) > 1 and day is not None:
            held = [office for office in held if office.holds(day)]
        return held[0] if len(held) == 1 else None

    def countries_of(self, text: str, day: date | None) -> frozenset[str]:
        """Return the countries of the offices of all people whom a name could mean on a day.

        One country where `meant_by` abstains between people of that country: "Kaczynski" in 2008.
        """
        named = self._candidates(text, day, ())
        return frozenset(_holding(self.people[name], day).leader.country for name in named)

    def _candidates(self, text: str, day: date | None, countries: Collection[str]) -> list[str]:
        key = "" if text == text.lower() else person_key(text)
        named = self._among(self.full.get(key, ()), countries)
        if len(named) == 1:
            return named
        return self._near(named or self._among(self.alone.get(key, ()), countries), day)

    def _among(self, names: Iterable[str], countries: Collection[str]) -> list[str]:
        return [
            name
            for name in names
            if not countries or any(office.country in countries for office in self.people[name])
        ]

    def _near(self, names: Iterable[str], day: date | None) -> list[str]:
        return [n for n in names if day and any(o.holds(day, GRACE) for o in self.people[n])]


@lru_cache(maxsize=4)
def leaders(folder: Path = LEXICON, own: Path = OWN) -> Leaders:
    """Return the leaders of a folder, with the operator's own persons, read once.

    Raises TableError, starting with `file:line:` or the entry, for the first thing that is wrong.
    """
    people: dict[str, list[Leader]] = {}
    terms: set[tuple[str, str, str, date]] = set()
    for row, leader in _rows(read_table(folder / "leaders.csv", COLUMNS)):
        term = leader.name, leader.country, leader.office, leader.since
        if term in terms:
            raise row.error(f"{leader.name!r} is there twice as {leader.office} since then.")
        terms.add(term)
        people.setdefault(leader.name, []).append(leader)
    if theirs := own_parties(own).offices:
        _lay_over(people, theirs)
    ordered = {name: tuple(sorted(o, key=lambda o: o.since)) for name, o in people.items()}
    full, alone = _indexed(ordered)
    return Leaders(people=MappingProxyType(ordered), full=full, alone=alone)


def own_version(own: Path = OWN) -> str:
    """Return what the coder's version must hold of the operator's own parties; empty without any.

    Raises TableError for anything that is wrong with them, whichever table they are laid over.
    """
    if version := own_parties(own).version:
        where = () if own == OWN else (LEXICON, own)  # as everybody else calls: read once
        lexicons(*where)
        leaders(*where)
    return version


def _lay_over(people: dict[str, list[Leader]], rows: Iterable[Row]) -> None:
    """Put the operator's persons in the place of ours of the same name and country."""
    theirs: dict[tuple[str, str], dict[int, list[Leader]]] = {}
    for row, leader in _rows(rows):
        entries = theirs.setdefault((person_key(leader.name), leader.country), {})
        entries.setdefault(row.line, []).append(leader)
    for name, offices in list(people.items()):
        if any((person_key(name), office.country) in theirs for office in offices):
            del people[name]
    for entries in theirs.values():
        offices = entries[max(entries)]  # of two entries the later counts
        people.setdefault(offices[0].name, []).extend(offices)


def _indexed(people: Mapping[str, tuple[Leader, ...]]) -> tuple[Index, Index]:
    """Return people by full names and by what stands alone; a single word always stands alone."""
    full: dict[str, tuple[str, ...]] = {}
    alone: dict[str, tuple[str, ...]] = {}
    for name, offices in people.items():
        for text in dict.fromkeys(t for o in offices for t in (name, *o.aliases)):
            key = person_key(text)
            _add(full if " " in key else alone, key, name)
        for text in dict.fromkeys(t for o in offices for t in o.alone):
            _add(alone, person_key(text), name)
    return MappingProxyType(full), MappingProxyType(alone)


def _add(index: dict[str, tuple[str, ...]], key: str, name: str) -> None:
    known = index.get(key, ())
    if name not in known:
        index[key] = (*known, name)


def _holding(offices: tuple[Leader, ...], day: date | None) -> Holding:
    """Return the office that counts on a day, of one person's, and how it stands."""
    if day is None:
        return Holding(leader=offices[-1], standing="unknown")
    held = [office for office in offices if office.holds(day)]
    if held:
        leader = max(held, key=lambda office: (office.office in HEADS, office.since))
        return Holding(leader=leader, standing="holder")
    past = [(o.until, n) for n, o in enumerate(offices) if o.until and o.until < day]
    if past:
        return Holding(leader=offices[max(past)[1]], standing="former")
    return Holding(leader=offices[0], standing="not yet")


def _rows(rows: Iterable[Row]) -> Iterator[tuple[Row, Leader]]:
    places = {*lexicons().countries, *ontology().nonstate}
    for row in rows:
        if row["country"] not in places:
            raise row.error(f"country {row['country']!r} is in no table; see countries.csv.")
        yield row, _leader(row)


def _leader(row: Row) -> Leader:
    since = day_of(row, "since", last=False)
    until = day_of(row, "until", last=True) if row["until"] else None
    if until is not None and until < since:
        raise row.error(f"until {row['until']!r} is before since {row['since']!r}.")
    if not row["office"] or not row["sectors"]:
        raise row.error("office or sectors is empty.")
    return Leader(
        name=_capitalised(row, "name")[0],
        alone=_capitalised(row, "alone"),
        aliases=_capitalised(row, "aliases"),
        country=row["country"],
        office=row["office"],
        sectors=sectors(row),
        since=since,
        until=until,
    )


def _capitalised(row: Row, column: str) -> tuple[str, ...]:
    if not row[column] and column != "name":
        return ()
    names = row.several(column) if "|" in row[column] else (row[column],)
    check_capitals(row, column, names)
    return names
