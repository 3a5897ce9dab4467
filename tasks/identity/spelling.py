"""Spellings of one word of a name.

What belongs here: which letters are written for one sound, and slips of letters. What does not:
names of several words (`names`), well-known romanisations (`plover.personal_names`).

Two spellings agree in consonants and, sound by sound, in vowels: "Hosseini" is "Husseini", and
"Khomeini" is not "Khamenei". The last vowel must be the same: it tells Andrei from Andrea.
"""

from __future__ import annotations

import re
from functools import lru_cache

SHORT = 4  # letters; shorter words have no other spelling ("Yi" is not "Yu")
SLIP = 7  # letters; in shorter words one letter tells two names apart
HEARD = {
    "sch": "S", "tch": "C", "kh": "x", "gh": "g", "dh": "d", "th": "t", "sh": "S", "ch": "C",
    "zh": "j", "dj": "j", "ph": "f", "ck": "k", "tz": "z", "ts": "z", "c": "k", "w": "v", "x": "ks",
}  # fmt: skip
SOUND = re.compile("|".join(HEARD))
PART = re.compile(r"[aeiouy]+|([^aeiouy])\1*")
SILENT = re.compile(r"(?<=[aeiouy])h$")
VOWELS = {"a": "a", "e": "ai", "i": "i", "y": "i", "o": "u", "u": "u"}  # what each is read as
READ = frozenset("aiu")
ALIKE = frozenset(frozenset(pair) for pair in ("sz", "gq", "kq", "kx"))
COARSE = str.maketrans({"g": "k", "q": "k", "x": "k", "S": "s", "C": "s", "z": "s", "h": None})
ENDINGS = {"y": "i", "yy": "i", "ii": "i", "iy": "i", "ij": "i", "ee": "i", "oo": "u", "ou": "u"}


@lru_cache(maxsize=65_536)
def _sounds(word: str) -> tuple[tuple[str, ...], str]:
    """Return the sounds of a word, vowels as what they may be read as; and its last vowels."""
    heard = SOUND.sub(lambda found: HEARD[found[0]], SILENT.sub("", word))
    parts = [found[0] for found in PART.finditer(heard)]
    sounds = tuple(
        "".join(sorted({*"".join(VOWELS[v] for v in part)})) if part[0] in VOWELS else part[0]
        for part in parts
    )
    last = parts[-1] if parts and parts[-1][0] in VOWELS else ""
    return sounds, ENDINGS.get(last, last)


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """Return what all spellings of a word share: its consonants; of a short one, all of it."""
    bones = "".join(s for s in _sounds(word)[0] if not READ.issuperset(s)).translate(COARSE)
    return bones if len(bones) > 1 else word


def _read_alike(one: str, other: str) -> bool:
    if READ.issuperset(one) and READ.issuperset(other):
        return not {*one}.isdisjoint(other)
    return one == other or frozenset((one, other)) in ALIKE


@lru_cache(maxsize=65_536)
def spelt_alike(one: str, other: str) -> bool:
    """Whether two words may be spellings of one."""
    (mine, end), (theirs, ending) = _sounds(one), _sounds(other)
    if len(mine) != len(theirs) or end != ending:
        return False
    if min(len(one), len(other)) < SHORT:
        return one.replace("y", "i") == other.replace("y", "i")
    return all(map(_read_alike, mine, theirs))


@lru_cache(maxsize=65_536)
def slipped(one: str, other: str) -> bool:
    """Whether one inner letter is missing, wrong, or in its neighbour's place."""
    short, long = sorted((one, other), key=len)
    if len(short) < SLIP or len(long) - len(short) > 1:
        return False
    if (short[0], short[-1]) != (long[0], long[-1]):
        return False
    same = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), 0)
    rest, longer = short[same:], long[same:]
    if len(short) < len(long):
        return rest == longer[1:]
    return rest[1:] == longer[1:] or rest[1::-1] + rest[2:] == longer
