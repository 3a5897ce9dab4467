"""Where the words that an article quotes stand: between which marks, line by line.

What belongs here: marks of every kind, which of them open, which close, and which are apostrophes.
What does not: who is quoted (`attribution`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tasks.events.phrases import Passage

Family = Literal["double", "angle", "single"]

DOUBLE, ANGLE, SINGLE = '"“”„‟', "«»", "'‘’‛"
OPENING = frozenset("“„‟«‘‛")
MARK = re.compile(f"[{DOUBLE}{ANGLE}{SINGLE}]")
# A mark that can be no apostrophe: an apostrophe stands after a letter or a figure.
SOME_OPENING = re.compile(rf"[{DOUBLE}{ANGLE}]|(?<!\w)[{SINGLE}](?=\w)")
LINE = re.compile(r"[^\n]*\S[^\n]*")
BEFORE_OPENING = frozenset("([{—–-/:…" + DOUBLE + ANGLE + SINGLE)
MOST = 60  # marks within quoted words: more are no quotation
PAUSES = frozenset(",.;:?!…—–")
CLIPPED = re.compile(r"(?:em|tis|twas|til|cause|n|round|bout)\b", re.IGNORECASE)  # 'em, 'til


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch of quoted words; offsets are those of the passage's text."""

    text: str  # the words
    passage: Passage
    line: int  # the how manieth line of the article it stands in
    line_start: int
    line_end: int
    opening: int  # the opening mark
    start: int  # the quoted words, without marks and outer blanks
    end: int
    closing: int  # after the closing mark, or after the words where it goes on in the next line
    goes_on: bool = False  # the next line takes the words up again, with a mark of its own


@dataclass(frozen=True, slots=True)
class _Line:
    passage: Passage
    number: int
    text: str  # the passage's, up to the end of the line
    start: int
    end: int


def quotations(passages: Sequence[Passage]) -> list[Quotation]:
    """Return what stands between marks in an article, in text order.

    Words that go on in the next line, which opens with a mark again, are one stretch a line. A
    mark whose fellow is missing costs the stretch that it opens and nothing outside its line.
    """
    lines = list(_lines(passages))
    return [found for at, line in enumerate(lines) for found in _of_line(line, lines[at + 1 :][:1])]


def _lines(passages: Iterable[Passage]) -> Iterator[_Line]:
    number = 0
    for passage in passages:
        text = passage.doc.text
        for line in LINE.finditer(text):
            yield _Line(passage, number, text[: line.end()], line.start(), line.end())
            number += 1


def _of_line(line: _Line, following: Sequence[_Line]) -> Iterator[Quotation]:
    text = line.text
    if SOME_OPENING.search(text, line.start) is None:
        return
    marks = [m.start() for m in MARK.finditer(text, line.start)]
    done = line.start
    for at, opening in enumerate(marks):
        family = _opens(text, opening) if opening >= done else None
        if family is None:
            continue
        closing = _closing(text, marks[at + 1 : at + 1 + MOST], family)
        goes_on = closing is None and bool(following) and _takes_up(following[0], family)
        if closing is None and not goes_on:
            continue
        last = line.end if closing is None else closing
        inner = text[opening + 1 : last]
        words = inner.strip()
        done = last + 1
        if any(map(str.isalpha, words)):
            start = opening + 1 + len(inner) - len(inner.lstrip())
            yield Quotation(
                text=words,
                passage=line.passage,
                line=line.number,
                line_start=line.start,
                line_end=line.end,
                opening=opening,
                start=start,
                end=start + len(words),
                closing=min(done, line.end),
                goes_on=goes_on,
            )


def _family(mark: str) -> Family:
    return "double" if mark in DOUBLE else "angle" if mark in ANGLE else "single"


def _opens(text: str, at: int) -> Family | None:
    """Return the family of a mark that can open a quotation here, None when it cannot."""
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if mark in "”»" or not after or (after.isspace() and mark != "«"):
        return None
    free = not before or before.isspace() or before in BEFORE_OPENING
    family = _family(mark)
    if family == "single":
        return family if free and after.isalpha() and not CLIPPED.match(text, at + 1) else None
    if mark in OPENING:
        return family
    return family if free and (after.isalnum() or after not in PAUSES or after == "…") else None


def _closing(text: str, marks: Sequence[int], family: Family) -> int | None:
    """Return the mark among these that closes a quotation of a family."""
    if family == "single":
        return _closing_single(text, marks)
    depth = 0
    for at in marks:
        if _family(text[at]) != family:
            continue
        if text[at] in OPENING and _opens(text, at) and not _ends_words(text, at):
            depth += 1
        elif depth:
            depth -= 1
        elif text[at] != '"' or not _before_a_word(text, at):
            return at
        else:
            return None  # one that opens again: the first was never closed
    return None


def _ends_words(text: str, at: int) -> bool:
    """Whether a mark follows its word closely and no word follows it."""
    return not text[at - 1].isspace() and not text[at + 1 : at + 2].isalnum()


def _before_a_word(text: str, at: int) -> bool:
    return text[at - 1].isspace() and text[at + 1 : at + 2].isalnum()


def _closing_single(text: str, marks: Sequence[int]) -> int | None:
    """Return the mark that closes single quotes: the first after a pause, else the likeliest.

    After an s it may be the apostrophe of "the ministers' offer"; then a later one closes.
    """
    likely: list[int] = []
    for at in marks:
        if text[at] not in SINGLE or text[at + 1 : at + 2].isalnum():
            if text[at] in "‘'" and _opens(text, at):
                break
            continue
        if text[at - 1] in PAUSES:
            return at
        if not text[at - 1].isspace():
            likely.append(at)
    owned = (at for at in likely if text[at - 1] != "s" or text[at + 1 : at + 2] in PAUSES)
    return next(owned, likely[0] if likely else None)


def _takes_up(line: _Line, family: Family) -> bool:
    text = line.text
    first = line.start + len(text[line.start :]) - len(text[line.start :].lstrip())
    return MARK.match(text, first) is not None and _opens(text, first) == family
