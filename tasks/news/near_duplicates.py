"""Which texts are copies of one another: proposed by MinHash, decided by what they share.

What belongs here: likeness of two texts. What does not: dates, outlets and the database (`link`).

A syndicated copy is cut from its end, gets a lead and a credit line, and spells names its own
way. Different articles on one subject share hardly a run of three words. What does look like a
copy is the next notice from one template, so figures and names must agree where the words around
them do. The thresholds are set between the altered articles and the templates of our test file.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from hashlib import blake2b

from rensa import RMinHash

MIN_WORDS = 40  # shorter texts are notices and stubs; too little to tell a copy by
SHINGLE = 3  # words
# Our different articles on one subject share .06 of the shorter at most. The thresholds stand far
# above, because a later article of an outlet may repeat half of an earlier one as background; a
# copy keeps more, also when one word in twenty was edited (.77 and more of the shorter).
MIN_JACCARD = 0.6
MIN_CONTAINMENT = 0.75
# Of the names and figures in the same surroundings. Our copies agree on .81 and more, notices from
# one template on .67 and less.
MIN_AGREEMENT = 0.75
_SAME_NAME = 0.7  # difflib's ratio of two folded names: one consonant of three or four may differ
# Spelling is looked into only this far, so that no text can be made to take minutes.
_MANY = 400  # names of one text by names of the other
_LONG = 900  # letters of one name by letters of the other
# Two texts of Jaccard s share a key with probability 1 - (1 - s^ROWS)^BANDS (Leskovec, Rajaraman
# and Ullman, Mining of Massive Datasets, 3.4.2): .9996 at .6, .95 at .45 (a copy cut to half its
# length), .03 at .1. That is lower than MIN_JACCARD asks, for the sake of copies cut short.
BANDS, ROWS = 32, 3
SEED = 20230305
# Says how keys and verdicts were made; to be raised when anything above or below changes.
METHOD = f"1-rensa{RMinHash.ALGORITHM_VERSION}"

_WORD = re.compile(r"\d+(?:[.,]\d+)*\w*|\w+(?:['’‘`ʼʿʾ]\w+)*")
_NOT_WORD = re.compile(r"\W+")
_BREAK = re.compile(r"[.!?…:;\n\"“”«»]")  # the next word has a capital, whatever it is
_VOWELS = re.compile(r"(?<=.)[aeiouy]+")
_REPEATED = re.compile(r"([^\W\d])\1+")
_ALIKE = str.maketrans("qz", "ks")

Shingle = tuple[str, ...]
Fillings = frozenset[frozenset[str]]


@dataclass(frozen=True, slots=True)
class Outline:
    """What is compared of a text."""

    shingles: frozenset[Shingle]
    frames: Mapping[Shingle, Fillings]  # words around a name or figure → what stands there


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much two texts share, each 0 to 1."""

    jaccard: float  # shared shingles of all
    containment: float  # shared shingles of the shorter text's
    agreement: float  # same names and figures in the same surroundings; 1 where there are none


@lru_cache(maxsize=100_000)
def _fold(word: str) -> str:
    """Return the word without what spellings differ in: case, apostrophes, vowels, doubling.

    "Mohammed" and "Muhammad", "Kiev" and "Kyiv", "centre" and "center" become one. Words of up
    to three letters stay whole: "in" is not "on".
    """
    word = _NOT_WORD.sub("", word).casefold()
    if len(word) <= 3 or word[0].isdigit():
        return word
    return _REPEATED.sub(r"\1", _VOWELS.sub("", word.translate(_ALIKE)))


def _plain(text: str) -> str:
    """Return the text without accents."""
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _words(text: str) -> Iterator[tuple[str, bool]]:
    """Yield each word folded, and whether it is a figure or a name: has a capital mid-sentence."""
    text = _plain(text)
    end = 0
    for match in _WORD.finditer(text):
        word, gap = match[0], text[end : match.start()]
        first = end == 0 or _BREAK.search(gap) is not None
        end = match.end()
        yield _fold(word), word[0].isdigit() or (word[0].isupper() and not first)


def _frames(words: Sequence[tuple[str, bool]]) -> dict[Shingle, Fillings]:
    """Return what stands between each two words before and after; a run of names is one."""
    items: list[set[str] | str] = []
    for word, marked in words:
        if not marked:
            items.append(word)
        elif items and isinstance(items[-1], set):
            items[-1].add(word)
        else:
            items.append({word})
    masked = ["", "", *(item if isinstance(item, str) else "*" for item in items), "", ""]
    frames = defaultdict(set)
    for at, item in enumerate(items):
        if isinstance(item, set):
            frames[*masked[at : at + 2], *masked[at + 3 : at + 5]].add(frozenset(item))
    return {frame: frozenset(fillings) for frame, fillings in frames.items()}


def outline(text: str) -> Outline:
    """Return what is compared of a text, whatever its length."""
    words = list(_words(text))
    return Outline(_shingles([word for word, _ in words]), _frames(words))


def _shingles(words: Sequence[str]) -> frozenset[Shingle]:
    return frozenset(zip(*(words[skip:] for skip in range(SHINGLE)), strict=False))


def keys(text: str) -> tuple[int, ...]:
    """Return the text's 32-bit band keys, sorted; texts that share one may be copies.

    Empty for a text of fewer than MIN_WORDS words. The same in every process and on every
    machine, as long as METHOD is.
    """
    words = [word for word, _ in _words(text)]
    if len(words) < MIN_WORDS:
        return ()
    sketch = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
    sketch.update([" ".join(shingle) for shingle in _shingles(words)])
    digest = sketch.digest()
    return tuple(sorted({_key(band, digest[band::BANDS]) for band in range(BANDS)}))


def _key(band: int, rows: Sequence[int]) -> int:
    packed = b"".join(number.to_bytes(4, "big") for number in (band, *rows))
    return int.from_bytes(blake2b(packed, digest_size=4).digest(), "big")


def compare(one: Outline, other: Outline) -> Likeness:
    """Return how much two texts share; the order of the two does not matter."""
    shared = len(one.shingles & other.shingles)
    either = len(one.shingles) + len(other.shingles) - shared
    shorter = min(len(one.shingles), len(other.shingles))
    return Likeness(
        jaccard=shared / either if either else 0.0,
        containment=shared / shorter if shorter else 0.0,
        agreement=_agreement(one.frames, other.frames),
    )


def _agreement(one: Mapping[Shingle, Fillings], other: Mapping[Shingle, Fillings]) -> float:
    frames = one.keys() & other.keys()
    agreed = sum(_agree(one[frame], other[frame]) for frame in frames)
    return agreed / len(frames) if frames else 1.0


def _agree(one: Fillings, other: Fillings) -> bool:
    """Tell whether both name the same, one of them in more words at most."""
    if one & other:
        return True
    if len(one) * len(other) > _MANY:
        return False
    return any(_within(a, b) or _within(b, a) for a in one for b in other)


def _within(few: frozenset[str], many: frozenset[str]) -> bool:
    if few <= many:
        return True
    return len(few) * len(many) <= _MANY and all(any(_same_name(a, b) for b in many) for a in few)


def _same_name(one: str, other: str) -> bool:
    if one[0].isdigit() or other[0].isdigit() or len(one) * len(other) > _LONG:
        return one == other
    first, second = sorted((one, other))  # difflib's ratio depends on which comes first
    return SequenceMatcher(a=first, b=second, autojunk=False).ratio() >= _SAME_NAME


def is_copy(likeness: Likeness) -> bool:
    """Tell whether two texts that are so alike are copies of one text."""
    enough = likeness.jaccard >= MIN_JACCARD or likeness.containment >= MIN_CONTAINMENT
    return enough and likeness.agreement >= MIN_AGREEMENT
