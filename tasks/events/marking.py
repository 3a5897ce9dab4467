"""A sentence as the relation model reads it: token ids, with the parts that words play marked.

What belongs here: from the tokens of a sentence and the spans of a candidate to rows of numbers;
training and run time share it, so that both read the same. What does not: the tokeniser and the
model (`relations`).

Around each span stand marker tokens of its part, and every token of the row carries the number of
the part it plays, by which the model adds up the spans:

    Kampala condemned Lima →  <a> Kampala </a> <t> condemned </t> <r> Lima </r>
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Chars = tuple[int, int]  # half-open, in characters of the sentence

NOTHING, ACTOR, RECIPIENT, TRIGGER = 0, 2, 3, 4  # 1 is the other type the base model knows
PARTS = 5
# Entries of the vocabulary that stand for no text: [unused0] and on.
MARKERS = {ACTOR: (1, 2), RECIPIENT: (3, 4), TRIGGER: (5, 6)}
START, END, PAD = 101, 102, 0  # [CLS], [SEP], [PAD]
LONGEST = 160  # tokens of a row; a longer sentence is cut around the spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Who may have done something to whom in a sentence, and by which word.

    Spans are in characters of `text`. There may be no recipient; without a trigger the question
    is what the sentence tells of the two.
    """

    text: str
    actors: tuple[Chars, ...]
    recipients: tuple[Chars, ...] = ()
    trigger: Chars | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One candidate as numbers: as many tokens as parts."""

    tokens: tuple[int, ...]
    parts: tuple[int, ...]


def spans_of(candidate: Candidate) -> list[tuple[int, Chars]]:
    """Return the marked spans with their parts, in the order of the sentence."""
    spans = [(ACTOR, span) for span in candidate.actors]
    spans += [(RECIPIENT, span) for span in candidate.recipients]
    if candidate.trigger is not None:
        spans.append((TRIGGER, candidate.trigger))
    return sorted(spans, key=lambda marked: (marked[1], marked[0]))


def row(candidate: Candidate, tokens: Sequence[int], offsets: Sequence[Chars]) -> Row:
    """Return a candidate's row, from the tokens of its sentence and where each stands in it.

    A span that no token touches (nothing but spaces) is left out. Where spans overlap, a token
    plays the part of the shortest one. A sentence too long keeps the words around the spans.
    """
    found = [(part, _touched(span, offsets)) for part, span in spans_of(candidate)]
    held = [(part, first, last) for part, (first, last) in found if first < last]
    start, end = _window(held, len(tokens), LONGEST - 2 - 2 * len(held))
    ids, parts = [START], [NOTHING]
    played = _played(held, len(tokens))
    for place in range(start, end + 1):
        for part, _first, last in reversed(held):
            if last == place and last > start:
                ids.append(MARKERS[part][1])
                parts.append(part)
        for part, first, _last in held:
            if first == place and first < end:
                ids.append(MARKERS[part][0])
                parts.append(part)
        if place < end:
            ids.append(tokens[place])
            parts.append(played[place])
    return Row((*ids, END), (*parts, NOTHING))


def batch(rows: Sequence[Row]) -> dict[str, Numbers]:
    """Return rows as one table each of tokens and parts, padded to the longest."""
    width = max(len(one.tokens) for one in rows)
    return {
        "tokens": _padded((one.tokens for one in rows), len(rows), width, PAD),
        "parts": _padded((one.parts for one in rows), len(rows), width, NOTHING),
    }


def _touched(span: Chars, offsets: Sequence[Chars]) -> tuple[int, int]:
    """Return the first token that a span touches and the one after the last."""
    inside = [i for i, (start, end) in enumerate(offsets) if start < span[1] and end > span[0]]
    return (inside[0], inside[-1] + 1) if inside else (0, 0)


def _played(held: Iterable[tuple[int, int, int]], length: int) -> list[int]:
    played = [NOTHING] * length
    for part, first, last in sorted(held, key=lambda one: one[1] - one[2]):  # the longest first
        played[first:last] = [part] * (last - first)
    return played


def _window(held: Sequence[tuple[int, int, int]], length: int, room: int) -> tuple[int, int]:
    """Return which tokens to keep: all, or `room` of them with the spans in their middle."""
    if length <= room or not held:
        return 0, min(length, room)
    middle = (min(first for _, first, _ in held) + max(last for _, _, last in held)) // 2
    start = max(0, min(middle - room // 2, length - room))
    return start, start + room


def _padded(lines: Iterable[Sequence[int]], height: int, width: int, filler: int) -> Numbers:
    table = np.full((height, width), filler, dtype=np.int64)
    for number, line in enumerate(lines):
        table[number, : len(line)] = line
    return table
