"""Names of people: their words, and how two of them relate.

What belongs here: what two spellings, orders and lengths of one name share. What does not: who
has the name, and what else is known of them (`likeness`).

Of two names we say that they are one, and how surely; that they are two people's; or nothing,
where the words alone do not tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Literal

from tasks.identity.spelling import skeleton, slipped, spelt_alike
from tasks.plover.folding import fold
from tasks.plover.personal_names import ARTICLES, LETTERS, SPELLINGS

PARTICLES = frozenset("van von der den de da do dos das di du la le les ter zu y".split())
SONS = frozenset("bin ibn ben bint".split())
SERVANT = ("abdel", "abdul", "abdol", "abdal", "abd")  # with the word after it, one name
SERVANT_OF_GOD = re.compile("abd[aou]ll?ah")
GLUED = frozenset({"abd", "abdel", "abdul", "abdol", "abu", "abou"})
GENERATIONS = {"jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "iii": "iii"}
DOTTED = re.compile(r"\b([A-Z])\.")


class Degree(IntEnum):
    """How surely two names are one, the surest first."""

    SAME = 1  # but for case, accents, hyphens and known romanisations
    SPELT = 2  # sound by sound
    SLIP = 3  # but for one letter
    SHORTER = 4  # a middle name or patronymic is left out
    PARTLY = 5  # initials, an end left out, or another order
    BARE = 6  # a surname alone


HOW = {
    Degree.SAME: "same name",
    Degree.SPELT: "same name in another spelling",
    Degree.SLIP: "same name but for a letter",
    Degree.PARTLY: "same name with initials",
}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a name."""

    raw: str  # folded
    text: str  # what stands for all its romanisations
    son: bool = False  # stands after "bin"
    article: bool = False  # stands after "al"

    @property
    def initial(self) -> bool:
        """Whether it is a letter that stands for a word."""
        return len(self.raw) == 1


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in words, without particles."""

    words: tuple[Word, ...]
    generation: str | None = None  # jr, sr, ii, iii

    @property
    def bare(self) -> bool:
        """Whether it is one word alone."""
        return len(self.words) == 1


@dataclass(frozen=True, slots=True)
class Kinship:
    """That two names are one, and how."""

    degree: Degree
    how: str


Relation = Kinship | Literal["different"] | None


@lru_cache(maxsize=65_536)
def name_of(text: str) -> Name:
    """Return the words of a name as printed; none for a text without letters."""
    told = fold(DOTTED.sub(r"\1 ", text).translate(LETTERS)).split()
    generation = GENERATIONS.get(told[-1]) if len(told) > 1 else None
    return Name(tuple(_words(told[:-1] if generation else told)), generation)


def _words(told: Sequence[str]) -> Iterator[Word]:
    before, son, article = "", False, False
    last = len(told) - 1
    for place, word in enumerate(told):
        if word in ARTICLES and place < last:
            article = True
        elif word in SONS and place < last:
            son = True
        elif word in GLUED and place < last:
            before += word
        elif word not in PARTICLES or place == last:
            raw = before + word
            yield Word(raw, _standing_for(raw), son, article)
            before, son, article = "", False, False


def _standing_for(word: str) -> str:
    """Return the spelling that stands for all of a word: "Abdolrahim" → "abdelrahim"."""
    if word in SPELLINGS:
        return SPELLINGS[word]
    if SERVANT_OF_GOD.match(word):  # "Abdollahian"
        return SERVANT_OF_GOD.sub("abdullah", word)
    start = next((s for s in SERVANT if word.startswith(s) and len(word) > len(s) + 2), None)
    if start is None:
        return word
    rest = word[len(start) :]
    return f"abdel{SPELLINGS.get(rest, rest)}"


def relation(one: Name, other: Name) -> Relation:
    """Return how two names relate; None where the words alone do not tell."""
    short, long = sorted((one, other), key=lambda name: len(name.words))
    if not short.words:
        return None
    found = _bare(short.words[0], long) if short.bare else _whole(short.words, long.words)
    if one.generation == other.generation or not isinstance(found, Kinship):
        return found
    if one.generation and other.generation:
        return "different"
    return Kinship(max(found.degree, Degree.PARTLY), f"{found.how}, without Jr or Sr")


def _bare(word: Word, long: Name) -> Relation:
    last = long.words[-1]
    agreed = _pair(word, last, last=True)
    if word.initial or agreed not in {Degree.SAME, Degree.SPELT} or word.son != last.son:
        return "different"
    if not long.bare:
        return Kinship(Degree.BARE, "surname alone")
    return Kinship(agreed, HOW[agreed]) if agreed == Degree.SAME else None


def _whole(mine: Sequence[Word], theirs: Sequence[Word]) -> Relation:
    one, other = ("".join(word.text for word in words) for words in (mine, theirs))
    if one == other:
        spelt = [word.raw for word in mine] != [word.raw for word in theirs]
        return Kinship(Degree.SAME, HOW[Degree.SPELT if spelt else Degree.SAME])
    if len(mine) < len(theirs):
        if spelt_alike(one, other):
            return Kinship(Degree.SPELT, HOW[Degree.SPELT])
        return _left_out(mine, theirs) or "different"
    if agreed := _each(mine, theirs):
        return Kinship(agreed, HOW[agreed])
    turned = (*mine[1:], mine[0]), (mine[-1], *mine[:-1])
    if any(_each(order, theirs) == Degree.SAME for order in turned):
        return Kinship(Degree.PARTLY, "same name in another order")
    return "different"


def _left_out(mine: Sequence[Word], theirs: Sequence[Word]) -> Kinship | None:
    """Return how the longer name holds the shorter one; None when it does not."""
    ends = _each((mine[0], mine[-1]), (theirs[0], theirs[-1]))
    missing = _missing(mine[1:-1], theirs[1:-1]) if ends else None
    if missing is not None and ends in {Degree.SAME, Degree.SPELT}:
        words = " ".join(word.raw.capitalize() for word in missing)
        return Kinship(Degree.SHORTER, f'same name without "{words}"')
    if missing is not None and ends == Degree.PARTLY:
        return Kinship(Degree.PARTLY, HOW[Degree.PARTLY])
    sure = {Degree.SAME, Degree.SPELT}
    if _each(mine, theirs[-len(mine) :]) in sure:
        return Kinship(Degree.PARTLY, "same name without the given name")
    if _each(mine, theirs[: len(mine)]) in sure:
        return Kinship(Degree.PARTLY, "same name without the further surname")
    return None


def _missing(some: Sequence[Word], words: Sequence[Word]) -> list[Word] | None:
    """Return the words that `some`, in their order, leave out; None when they have others."""
    rest = list(words)
    missing: list[Word] = []
    for word in some:
        while rest and _pair(word, rest[0]) is None:
            missing.append(rest.pop(0))
        if not rest:
            return None
        rest.pop(0)
    return missing + rest


def _each(one: Sequence[Word], other: Sequence[Word]) -> Degree | None:
    """Return the least that words agree in place by place; at most one of them has a slip."""
    last = len(one) - 1
    found = [_pair(a, b, last=n == last) for n, (a, b) in enumerate(zip(one, other, strict=True))]
    agreed = [degree for degree in found if degree is not None]
    if len(agreed) < len(found):
        return None
    if Degree.SLIP in agreed and sorted(agreed)[-2] != Degree.SAME:
        return None
    return max(agreed)


def _pair(one: Word, other: Word, *, last: bool = False) -> Degree | None:
    """Return how two words in one place of two names agree; None when they do not."""
    if one.text == other.text:
        return Degree.SAME
    if one.initial or other.initial:
        return Degree.PARTLY if one.raw[0] == other.raw[0] and not last else None
    if one.raw in SPELLINGS and other.raw in SPELLINGS:
        return None  # two well-known names
    if spelt_alike(one.text, other.text) or (last and _of_one_clan(one, other)):
        return Degree.SPELT
    return Degree.SLIP if slipped(one.raw, other.raw) else None


def _of_one_clan(one: Word, other: Word) -> bool:
    """Whether two surnames differ in the "i" of belonging alone: "Al Abbas", "Al-Abbasi"."""
    short, long = sorted((one.text, other.text), key=len)
    belongs = (one.article or other.article) and long.endswith("i")
    return belongs and (short == long[:-1] or spelt_alike(short, long[:-1]))


def keys(name: Name, country: str | None) -> Iterator[str]:
    """Yield keys of which two forms of one name share at least one, bare ones aside.

    All words as one, the pairs of words that are left when a form leaves words out, and the
    surname with what the given name begins with, within the country.
    """
    bones = [skeleton(word.text) for word in name.words if not word.initial]
    if not bones:
        return
    first = name.words[0]
    if country and len(name.words) > 1:
        yield f"{country} {first.text[0]} {bones[-1]}"
    if name.bare:
        yield f"{country} alone {bones[-1]}"
    if len(bones) > 1:
        yield skeleton("".join(word.text for word in name.words))
        pairs = {(bones[0], bones[-1]), (bones[0], bones[1]), (bones[-2], bones[-1])}
        yield from sorted({" ".join(sorted(pair)) for pair in pairs})


def surname_key(name: Name, country: str | None) -> str | None:
    """Return the key that a bare surname shares with the full names of its country."""
    return f"{country} {skeleton(name.words[-1].text)}" if country and name.words else None
