"""The party lexicons in memory: countries, role phrases, named organisations, honorifics.

What belongs here: five tables of `lexicon/` under the operator's own entries, refusing what does
not fit together, looking up one exact text. What does not: finding it in a sentence, triggers.

A cell with several values separates them by `|`; alternatives in one `phrase` cell share kind and
sectors. A role's kind is office (a post), rank (military), person (one or many), organ (a body of
a state, or its equipment) or organisation (another body). An organisation without sectors is one
that none of PLOVER's fits. Dependencies and provinces often in the news are aliases of their
state. The data are our own, of the news since 2022; `wikidata` only where we are certain.

Names that need care:
- Without any capital nothing is a name ("who", "us", "turkey", "polish"): pass the text as
  printed, a possessive "'s" cut off. Capitals of up to three letters ("US", "IS") match only so.
- Names that several countries use stand for one: Congress, Democratic Party, Home Office for the
  best known; Korea the South, Congo and Congolese Kinshasa, Guinea Conakry, Dominican the Dominican
  Republic. A nationality beside the name outranks the row ("the Peruvian Congress" is a role).
- Victoria, Georgetown, Santiago and Washington name more than capitals, Brussels often the EU.
- Sectors are dated: GOV or OPP of a party; the Taliban are GOV|REB ("Taliban fighters" REB), the
  Rapid Support Forces PRM|REB, and RSF is theirs, not Reporters Without Borders'.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, cast, get_args

from tasks.plover.cells import check_example, dated_sectors, names, sectors
from tasks.plover.folding import find, form_key, index, name_key, role_key
from tasks.plover.ontology import ontology
from tasks.plover.own_parties import OWN, laid_over, own_parties
from tasks.plover.tables import FOLDER, Row, read_table
from tasks.plover.titles import longer_titles, portfolio_phrases

LEXICON = FOLDER / "lexicon"
CODE = re.compile("[A-Z]{3}")
WIKIDATA = re.compile("(Q[1-9][0-9]*)?")
RoleKind = Literal["office", "rank", "person", "organ", "organisation"]
OrganisationKind = Literal["organisation", "group"]
ROLES = ("phrase", "kind", "sectors", "example")
ORGANISATIONS = ("name", "aliases", "kind", "country", "sectors", "wikidata", "example")


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A state, with everything that news calls it."""

    code: str  # ISO 3166 alpha-3, or KOS
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]  # adjectives and nouns, singular and plural
    capitals: tuple[str, ...]  # spellings; empty for Antarctica
    seats: tuple[str, ...]  # buildings that stand for the government


@dataclass(frozen=True, slots=True, kw_only=True)
class RolePhrase:
    """One way to say what somebody is: "defence minister", "protester"."""

    phrase: str  # lower case
    kind: RoleKind
    sectors: tuple[str, ...]  # primary first, never empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A body or armed group with a name of its own."""

    name: str
    aliases: tuple[str, ...]
    kind: OrganisationKind
    country: str  # ISO 3166 alpha-3, KOS, or PLOVER's UNO EUR IGO NGO IMG MNC ISM
    sectors: tuple[str, ...]  # primary first; empty when none fits
    wikidata: str | None
    begun: tuple[tuple[str, date], ...] = ()  # sectors with the first day that they hold

    def on(self, day: date | None) -> Organisation:
        """Return the organisation as it is on a day, without the sectors that begin later."""
        if day is None or not self.begun:
            return self
        later = {sector for sector, first in self.begun if first > day}
        return replace(self, sectors=tuple(s for s in self.sectors if s not in later))


@dataclass(frozen=True, slots=True, kw_only=True)
class Honorific:
    """A word before a name, with the role phrase it tells, if any."""

    form: str
    phrase: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicons:
    """The four tables, indexed by what is looked up; every lookup answers None for no entry."""

    countries: Mapping[str, Country]  # by code
    names: Mapping[str, Country]
    demonyms: Mapping[str, Country]
    capitals: Mapping[str, Country]
    seats: Mapping[str, Country]
    organisations: Mapping[str, Organisation]
    roles: Mapping[str, RolePhrase]
    roles_by_length: tuple[RolePhrase, ...]  # most words first, then most letters
    honorifics: Mapping[str, Honorific]

    def country_by_name(self, text: str) -> Country | None:
        """Return the country that has this name or alias, as printed: "the U.S.", "Türkiye"."""
        return find(self.names, text)

    def country_by_demonym(self, text: str) -> Country | None:
        """Return the country of this adjective or noun: "Iranian", "Iranians"."""
        return find(self.demonyms, text)

    def country_by_capital(self, text: str) -> Country | None:
        """Return the country of this capital: "Kyiv", "Teheran"."""
        return find(self.capitals, text)

    def country_by_seat(self, text: str) -> Country | None:
        """Return the country of this seat of government: "the Kremlin"."""
        return find(self.seats, text)

    def organisation(self, text: str) -> Organisation | None:
        """Return the organisation that has this name or alias: "IRGC", "Hizbollah"."""
        return find(self.organisations, text)

    def role(self, phrase: str) -> RolePhrase | None:
        """Return the role of exactly this phrase, as printed or as lemmas, in any case."""
        return self.roles.get(role_key(phrase))

    def honorific(self, text: str) -> Honorific | None:
        """Return the honorific of this form, with or without dots: "Lt. Gen.", "Lt Gen"."""
        return find(self.honorifics, text.replace(".", ""))


@lru_cache(maxsize=4)
def lexicons(folder: Path = LEXICON, own: Path = OWN) -> Lexicons:
    """Return the lexicons of a folder, with the operator's own entries, read once.

    Raises TableError, starting with `file:line:` or the entry, for the first thing that is wrong.
    """
    countries = list(_countries(folder / "countries.csv"))
    codes = index([(row, [c.code], c) for row, c in countries], str)
    places = {*codes, *ontology().nonstate}
    nations = index([(row, [c.name, *c.aliases], c) for row, c in countries], name_key)
    bodies = _organisations(read_table(folder / "organisations.csv", ORGANISATIONS), places)
    organisations = index([(row, [o.name, *o.aliases], o) for row, o in bodies], name_key)
    roles = _role_index(folder)
    theirs = own_parties(own)
    if theirs.organisations:
        organisations = laid_over(
            organisations, _organisations(theirs.organisations, places), nations
        )
    for _, role in _role_phrases(theirs.roles):
        roles[role_key(role.phrase)] = role
    return Lexicons(
        countries=codes,
        names=nations,
        demonyms=index([(row, c.demonyms, c) for row, c in countries], name_key),
        capitals=index([(row, c.capitals, c) for row, c in countries], name_key),
        seats=index([(row, c.seats, c) for row, c in countries], name_key),
        organisations=organisations,
        roles=MappingProxyType(roles),
        roles_by_length=tuple(sorted(roles.values(), key=_longest_first)),
        honorifics=_honorifics(folder, roles),
    )


def _longest_first(role: RolePhrase) -> tuple[int, int, str]:
    return -role.phrase.count(" "), -len(role.phrase), role.phrase


def _countries(file: Path) -> Iterator[tuple[Row, Country]]:
    for row in read_table(file, ("code", "name", "aliases", "demonyms", "capital", "seats")):
        code = row["code"]
        if not CODE.fullmatch(code) or code in ontology().nonstate:
            raise row.error(
                f"code {code!r} must be three upper-case letters, none of nonstate.csv."
            )
        yield (
            row,
            Country(
                code=code,
                name=names(row, "name")[0],
                aliases=names(row, "aliases"),
                demonyms=names(row, "demonyms"),
                capitals=names(row, "capital"),
                seats=names(row, "seats"),
            ),
        )


def _role_index(folder: Path) -> dict[str, RolePhrase]:
    """Return what roles.csv says and, where it is silent, what portfolios.csv lets one say."""
    rows = _role_phrases(read_table(folder / "roles.csv", ROLES))
    roles = dict(index([(row, [role.phrase], role) for row, role in rows], role_key))
    for phrase, key, kind, of_row in portfolio_phrases(folder / "portfolios.csv"):
        if key not in roles:
            roles[key] = RolePhrase(phrase=phrase, kind=kind, sectors=of_row)
    return roles


def _role_phrases(rows: Iterable[Row]) -> Iterator[tuple[Row, RolePhrase]]:
    for row in rows:
        phrases, of_row = row.several("phrase"), sectors(row)
        if not phrases or row["phrase"] != row["phrase"].lower():
            raise row.error(f"phrase {row['phrase']!r} must be lower-case words.")
        if not of_row:
            raise row.error("sectors is empty.")
        check_example(row, phrases)
        kind = cast(RoleKind, row.one_of("kind", get_args(RoleKind)))
        for phrase in phrases:
            yield row, RolePhrase(phrase=phrase, kind=kind, sectors=of_row)


def _organisations(rows: Iterable[Row], places: set[str]) -> Iterator[tuple[Row, Organisation]]:
    for row in rows:
        if row["country"] not in places:
            raise row.error(f"country {row['country']!r} is in no table; see countries.csv.")
        if not WIKIDATA.fullmatch(row["wikidata"]):
            raise row.error(f"wikidata {row['wikidata']!r} must look like Q42.")
        name, aliases = names(row, "name")[0], names(row, "aliases")
        check_example(row, (name, *aliases))
        kind = cast(OrganisationKind, row.one_of("kind", get_args(OrganisationKind)))
        told = dated_sectors(row)
        yield (
            row,
            Organisation(
                name=name,
                aliases=aliases,
                kind=kind,
                country=row["country"],
                sectors=tuple(sector for sector, _ in told),
                wikidata=row["wikidata"] or None,
                begun=tuple((sector, day) for sector, day in told if day),
            ),
        )


def _honorifics(folder: Path, roles: Mapping[str, RolePhrase]) -> Mapping[str, Honorific]:
    rows: list[tuple[Row, list[str], Honorific]] = []
    for row in read_table(folder / "honorifics.csv", ("form", "phrase")):
        if row["phrase"] and role_key(row["phrase"]) not in roles:
            raise row.error(f"phrase {row['phrase']!r} is not in roles.csv.")
        form = names(row, "form")[0]
        rows.append((row, [form], Honorific(form=form, phrase=row["phrase"] or None)))
    honorifics = dict(index(rows, form_key))
    for key, phrase in longer_titles((r.phrase for r in roles.values()), frozenset(honorifics)):
        honorifics.setdefault(key, Honorific(form=phrase, phrase=phrase))
    return MappingProxyType(honorifics)
