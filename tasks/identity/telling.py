"""A party as articles tell of it: what there is to judge by whether two are one.

What belongs here: the records of this package. What does not: judging (`likeness`), tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from tasks.identity.names import Name, keys, name_of, surname_key
from tasks.plover.folding import fold
from tasks.records import PartyKind, stable_id

# Two sightings are of one time when they are no farther apart.
GRACE = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An office or rank that articles show a party in, with the days of the first and the last."""

    name: str  # as `offices.office_of` names it
    post: bool = True  # an office, not a rank
    single: bool = False  # held by one person of a country at a time
    first: date | None = None  # None where no article has a day
    last: date | None = None
    title: str = ""  # as told

    def near(self, other: Held) -> bool:
        """Whether both were seen at one time, or it is not known that they were not."""
        if self.first is None or self.last is None or other.first is None or other.last is None:
            return True
        return self.first - GRACE <= other.last and other.first - GRACE <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One party under one name and country, as all articles that name it so tell of it."""

    id: str
    name: str
    kind: PartyKind
    country: str | None
    sectors: frozenset[str] = frozenset()
    wikidata_id: str | None = None
    aliases: frozenset[str] = frozenset()
    held: tuple[Held, ...] = ()
    articles: int = 1

    @property
    def words(self) -> Name:
        """A person's name in words."""
        return name_of(self.name)

    @property
    def offices(self) -> frozenset[str]:
        """Names of the offices and ranks."""
        return frozenset(held.name for held in self.held)

    @property
    def bare(self) -> bool:
        """Whether it is a person's surname alone."""
        return self.kind == "person" and self.words.bare

    @property
    def little(self) -> bool:
        """Whether it says too little of whom it means: no given name, or no country."""
        return self.kind == "person" and (self.words.bare or self.country is None)

    def keys(self) -> tuple[int, ...]:
        """Return what this telling shares with every other that may be of the same party.

        Two tellings may be of one party when they have a key in common; or, of two keys that
        differ in the last bit, one each: the full name and the bare surname.
        """
        if self.kind == "person":
            found = {_number(key) for key in keys(self.words, self.country)}
            if surname := surname_key(self.words, self.country):
                found.add(_number(f"surname {surname}") + FULL + self.bare)
            return tuple(sorted(found))
        scope = f"{self.kind} {self.country}"
        named = {_number(f"{scope} {plain(name)}") for name in {self.name, *self.aliases}}
        if self.wikidata_id:
            named.add(_number(f"wikidata {self.wikidata_id}"))
        return tuple(sorted(named))


FULL = 2  # of a surname's key; one more for the bare surname


def _number(key: str) -> int:
    """Return a key as a number whose last two bits are free."""
    return int(stable_id("key", key)[:15], 16) << 2


@lru_cache(maxsize=65_536)
def plain(name: str) -> str:
    """Return a body's name without case, accents, hyphens, dots, "the" and American spelling."""
    return " ".join(BRITISH.get(word, word) for word in fold(name.replace(".", "")).split())


BRITISH = {"defense": "defence", "labor": "labour", "center": "centre", "organization":
           "organisation", "program": "programme"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Same:
    """That two tellings are of one party: how surely, the surest first, and why."""

    level: int
    reason: str


@dataclass(frozen=True, slots=True)
class Different:
    """That two tellings are of two parties, and why."""

    reason: str


Likeness = Same | Different | None  # None: nothing tells
