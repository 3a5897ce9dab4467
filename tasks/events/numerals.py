"""Numbers as words say them: "at least 12", "between five and seven", "dozens", "1.2 million".

What belongs here: reading a number from the words before a noun, with what bounds it. What does
not: what is counted (`magnitudes`).

The readings, where a word leaves a choice: "dozens" and "tens" are at least 20, "scores" 40,
"hundreds" 200 and so on, "several" and "a handful" at least 3, "a few" at least 2; "about" and
"nearly" change nothing; "up to 30" is from 0 to 30, "more than 40" at least 41.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

UNITS = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}
MANY = {"dozens": 20, "tens": 20, "scores": 40, "hundreds": 200, "thousands": 2000}
MANY |= {"millions": 2_000_000}
SOME = {"several": 3, "handful": 3, "few": 2}  # no upper bound
EXACT = {"couple": 2, "pair": 2, "both": 2, "no": 0, "none": 0, "nobody": 0}
FIGURE = re.compile(r"(\d{1,3}(?:[,.]\d{3}){1,3}|\d{1,9})(\+?)|(\d{1,6}\.\d{1,3})")
DASHES = frozenset("-–—")
AT_LEAST = (
    "at least", "no fewer than", "not fewer than", "no less than", "not less than", "a minimum of",
)  # fmt: skip
MORE = ("more than", "over", "upwards of", "upward of", "in excess of", "above", "greater than")
AT_MOST = ("up to", "as many as", "at most", "no more than", "not more than", "a maximum of")
FEWER = ("fewer than", "less than", "under", "below")
ABOUT = (
    "about", "around", "some", "roughly", "approximately", "nearly", "almost", "an estimated",
    "close to", "well", "just", "all", "another", "a further", "a total of", "a", "the", "other",
    "only",
)  # fmt: skip
BOUNDS = {
    phrase: phrases for phrases in (AT_LEAST, MORE, AT_MOST, FEWER, ABOUT) for phrase in phrases
}
COMPARED = frozenset("more fewer less longer later".split())
AFTER = {"or more": True, "or so": False, "plus": True}
LARGEST = 50_000_000  # people of one happening; more is no count
LONGEST = 3  # words of a bound


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number and where its words stand, bounds included, half-open."""

    least: int
    most: int | None
    first: int
    last: int


def numerals(words: Sequence[str]) -> list[Numeral]:
    """Return the numbers that lower-case words tell, in order."""
    found, at = [], 0
    while at < len(words):
        numeral = _range(words, at)
        if numeral is None:
            at += 1
            continue
        at = max(numeral.last, at + 1)
        if max(numeral.least, numeral.most or 0) > LARGEST:
            continue
        found.append(_bounded(words, numeral))
    return found


def _range(words: Sequence[str], at: int) -> Numeral | None:
    """Read "5 to 7", "two or three", "between 5 and 7" or one number."""
    between = words[at] == "between"
    first = _number(words, at + between)
    if first is None:
        return None
    joint = words[first.last : first.last + 1]
    joins = {"and"} if between else DASHES | {"to", "or"}
    second = _number(words, first.last + 1) if joint and joint[0] in joins else None
    if second is not None and second.most is not None and second.most > first.least:
        scale = SCALES.get(words[second.last - 1], 1)  # "two to three million"
        shared = scale if first.last - first.first == 1 and scale > first.least else 1
        return Numeral(first.least * shared, second.most, at, second.last)
    compound = joint and joint[0] in DASHES  # "a 12-year sentence", "three-day"
    return None if compound else first


def _number(words: Sequence[str], at: int) -> Numeral | None:
    if at >= len(words):
        return None
    word, following = words[at], words[at + 1 : at + 3]
    if word in MANY:
        if following[:1] == ["of"] and len(following) > 1 and following[1] in MANY:
            return Numeral(MANY[word] * MANY[following[1]] // 2, None, at, at + 3)
        return Numeral(MANY[word], None, at, at + 1)
    if word == "half" and following == ["a", "dozen"]:
        return Numeral(6, 6, at, at + 3)
    if word in SOME:
        scale = SCALES.get(following[0]) if following else None
        return Numeral(SOME[word] * (scale or 1), None, at, at + 1 + (scale is not None))
    if word == "no" and following[:1] and following[0] in COMPARED:
        return None  # "no more than 20"
    if word in EXACT:
        none = word == "no" and following[:1] == ["one"]
        return Numeral(EXACT[word], EXACT[word], at, at + 1 + none)
    return _cardinal(words, at)


def _cardinal(words: Sequence[str], at: int) -> Numeral | None:
    """Read a figure or number words: "3,000", "1.2 million", "one hundred and twenty-one"."""
    figure = FIGURE.fullmatch(words[at])
    if figure is not None:
        value = float(figure[3] or re.sub(r"\D", "", figure[1]))
        end = at + 1
        while end < len(words) and words[end] in SCALES:
            value, end = value * SCALES[words[end]], end + 1
        if value != int(value) or (end < len(words) and words[end] in {"%", "percent"}):
            return None
        open_ended = bool(figure[2])
        return Numeral(int(value), None if open_ended else int(value), at, end)
    if words[at] in {"a", "an"}:
        scaled = at + 1 < len(words) and words[at + 1] in SCALES
        return _in_words(words, at + 1, 1) if scaled else None
    return _in_words(words, at, 0)


def _in_words(words: Sequence[str], at: int, current: int) -> Numeral | None:
    total, end = 0, at
    while end < len(words):
        word = words[end]
        joins = word in DASHES or (word == "and" and current >= 100)
        if joins and end > at and end + 1 < len(words):
            inner = UNITS.get(words[end + 1], TENS.get(words[end + 1]))
            if inner is None or (word in DASHES and (current % 100 < 20 or inner >= 10)):
                break
            current, end = current + inner, end + 2
        elif word in UNITS or word in TENS:
            if current % 100 and not (current % 100 >= 20 and UNITS.get(word, 10) < 10):
                break
            current, end = current + UNITS.get(word, TENS.get(word, 0)), end + 1
        elif word in SCALES:
            scaled = max(current, 1) * SCALES[word]
            big = SCALES[word] >= 1000
            total, current = (total + scaled, 0) if big else (total, scaled)
            end += 1
        else:
            break
    if end == at:
        return None
    return Numeral(total + current, total + current, at, end)


def _bounded(words: Sequence[str], numeral: Numeral) -> Numeral:
    """Return the number with the words around it that bound it."""
    for phrase, opens in AFTER.items():
        size = len(phrase.split())
        if " ".join(words[numeral.last : numeral.last + size]) == phrase:
            most = None if opens else numeral.most
            numeral = replace(numeral, most=most, last=numeral.last + size)
    while bound := _bound_before(words, numeral.first):
        numeral = _under(replace(numeral, first=numeral.first - len(bound.split())), bound)
    return numeral


def _under(numeral: Numeral, bound: str) -> Numeral:
    least, most = numeral.least, numeral.most
    if BOUNDS[bound] is AT_LEAST:
        return replace(numeral, most=None)
    if BOUNDS[bound] is MORE:
        return replace(numeral, least=least + 1 if most == least else least, most=None)
    if BOUNDS[bound] is AT_MOST:
        return replace(numeral, least=0)
    if BOUNDS[bound] is FEWER:
        return replace(numeral, least=0, most=most - 1 if most else most)
    return numeral


def _bound_before(words: Sequence[str], first: int) -> str | None:
    """Return the longest words of a bound that end right before a place."""
    tried = (" ".join(words[first - size : first]) for size in range(min(LONGEST, first), 0, -1))
    return next((phrase for phrase in tried if phrase in BOUNDS), None)
