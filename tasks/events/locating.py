"""Given toponyms of given texts to places, without coding any event.

What belongs here: parsing texts and asking of each span what it means in its text. What does not:
finding toponyms or weighing their places (`toponyms`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.events.language import parse_all
from tasks.events.phrases import annotate
from tasks.events.toponyms import Toponyms
from tasks.records import Place


@dataclass(frozen=True, slots=True)
class TextSpans:
    """A text and the spans of it, half-open, in characters, that are asked about."""

    text: str
    spans: Sequence[tuple[int, int]]


def located(
    asked: Sequence[TextSpans], *, model: str | None = None
) -> Iterator[list[Place | None]]:
    """Yield for each text the place of each of its spans; None where nothing tells."""
    parsed = parse_all([one.text for one in asked], model=model)
    for one, paragraphs in zip(asked, parsed, strict=True):
        passages = [annotate(p.doc, p.offset) for p in paragraphs]
        toponyms = Toponyms(passages, mentions=one.spans)
        yield [toponyms.place_of(one.text[start:end], start) for start, end in one.spans]
