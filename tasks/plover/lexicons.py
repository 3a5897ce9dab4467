"""The party lexicons in memory: countries, role phrases, named organisations, honorifics.

What belongs here: reading four tables of `lexicon/`, refusing what does not fit together, looking
up one exact text. What does not: finding it in a sentence, "former" and the like, triggers.

A cell with several values separates them by `|`; alternatives in one `phrase` cell share kind and
sectors. A role's kind is office (a post), rank (military), person (one or many), organ (a body of
a state, or its equipment) or organisation (another body). An organisation without sectors is one
that none of PLOVER's fits. Dependencies and provinces often in the news are aliases of their
state. The data are our own, of the news of 2022 to 2024; `wikidata` only where we are certain.

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
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, cast, get_args

from tasks.plover.folding import find, fold, form_key, index, name_key, role_key
from tasks.plover.ontology import ontology
from tasks.plover.tables import FOLDER, Row, read_table

LEXICON = FOLDER / "lexicon"
CODE = re.compile("[A-Z]{3}")
WIKIDATA = re.compile("(Q[1-9][0-9]*)?")
RoleKind = Literal["office", "rank", "person", "organ", "organisation"]
OrganisationKind = Literal["organisation", "group"]


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
def lexicons(folder: Path = LEXICON) -> Lexicons:
    """Return the lexicons of a folder, read once.

    Raises TableError, starting with `file:line:`, for the first thing that is wrong.
    """
    countries = list(_countries(folder / "countries.csv"))
    codes = index([(row, [c.code], c) for row, c in countries], str)
    places = {*codes, *ontology().nonstate}
    organisations = list(_organisations(folder / "organisations.csv", places))
    phrases = list(_role_phrases(folder / "roles.csv"))
    roles = index([(row, [role.phrase], role) for row, role in phrases], role_key)
    honorifics = list(_honorifics(folder / "honorifics.csv", roles))
    return Lexicons(
        countries=codes,
        names=index([(row, [c.name, *c.aliases], c) for row, c in countries], name_key),
        demonyms=index([(row, c.demonyms, c) for row, c in countries], name_key),
        capitals=index([(row, c.capitals, c) for row, c in countries], name_key),
        seats=index([(row, c.seats, c) for row, c in countries], name_key),
        organisations=index([(row, [o.name, *o.aliases], o) for row, o in organisations], name_key),
        roles=roles,
        roles_by_length=tuple(sorted(roles.values(), key=_longest_first)),
        honorifics=index([(row, [h.form], h) for row, h in honorifics], form_key),
    )


def _longest_first(role: RolePhrase) -> tuple[int, int, str]:
    return -len(role.phrase.split()), -len(role.phrase), role.phrase


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
                name=_names(row, "name")[0],
                aliases=_names(row, "aliases"),
                demonyms=_names(row, "demonyms"),
                capitals=_names(row, "capital"),
                seats=_names(row, "seats"),
            ),
        )


def _role_phrases(file: Path) -> Iterator[tuple[Row, RolePhrase]]:
    for row in read_table(file, ("phrase", "kind", "sectors", "example")):
        phrases, sectors = row.several("phrase"), _sectors(row)
        if not phrases or row["phrase"] != row["phrase"].lower():
            raise row.error(f"phrase {row['phrase']!r} must be lower-case words.")
        if not sectors:
            raise row.error("sectors is empty.")
        _check_example(row, phrases)
        kind = cast(RoleKind, row.one_of("kind", get_args(RoleKind)))
        for phrase in phrases:
            yield row, RolePhrase(phrase=phrase, kind=kind, sectors=sectors)


def _organisations(file: Path, places: set[str]) -> Iterator[tuple[Row, Organisation]]:
    columns = ("name", "aliases", "kind", "country", "sectors", "wikidata", "example")
    for row in read_table(file, columns):
        if row["country"] not in places:
            raise row.error(f"country {row['country']!r} is in no table; see countries.csv.")
        if not WIKIDATA.fullmatch(row["wikidata"]):
            raise row.error(f"wikidata {row['wikidata']!r} must look like Q42.")
        name, aliases = _names(row, "name")[0], _names(row, "aliases")
        _check_example(row, (name, *aliases))
        yield (
            row,
            Organisation(
                name=name,
                aliases=aliases,
                kind=cast(OrganisationKind, row.one_of("kind", get_args(OrganisationKind))),
                country=row["country"],
                sectors=_sectors(row),
                wikidata=row["wikidata"] or None,
            ),
        )


def _honorifics(file: Path, roles: Mapping[str, RolePhrase]) -> Iterator[tuple[Row, Honorific]]:
    for row in read_table(file, ("form", "phrase")):
        if row["phrase"] and role_key(row["phrase"]) not in roles:
            raise row.error(f"phrase {row['phrase']!r} is not in roles.csv.")
        yield row, Honorific(form=_names(row, "form")[0], phrase=row["phrase"] or None)


def _names(row: Row, column: str) -> tuple[str, ...]:
    """Return the names in a cell, each of which must have a capital, for lookups ask for one."""
    names = row.several(column)
    if not names and column in ("name", "form"):
        raise row.error(f"{column} is empty.")
    check_capitals(row, column, names)
    return names


def check_capitals(row: Row, column: str, names: Iterable[str]) -> None:
    """Raise TableError for a name without a capital letter."""
    for name in names:
        if name == name.lower():
            raise row.error(f"{column} {name!r} has no capital letter.")


def _sectors(row: Row) -> tuple[str, ...]:
    sectors = row.several("sectors")
    for sector in sectors:
        if sector not in ontology().sectors:
            raise row.error(f"sector {sector!r} is not one of {', '.join(ontology().sectors)}.")
    return sectors


def _check_example(row: Row, phrases: Iterable[str]) -> None:
    if not any(fold(phrase) in fold(row["example"]) for phrase in phrases):
        raise row.error(f"the example contains none of {', '.join(phrases)}.")
