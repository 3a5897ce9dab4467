"""A candidate as the relation model is asked about it: the sentence, with names for pronouns.

What belongs here: the text and spans of a question. What does not: which candidates there are
(`candidates`), what the model makes of marked spans (`marking`).

The corpus marks names where a sentence has them, so the model reads "Kampala condemned Lima"
better than "it condemned them"; a pronoun that means one party is replaced by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from tasks.events.marking import ACTOR, RECIPIENT, TRIGGER, Candidate, Chars
from tasks.events.resolved import Resolved

POSSESSIVES = frozenset({"his", "her", "its", "their", "my", "our"})


@dataclass(frozen=True, slots=True)
class _Marked:
    """A span of the sentence, the part it plays and the name to put there, if any."""

    span: Chars
    part: int
    name: str | None = None


def question(
    text: str,
    start: int,
    trigger: Chars,
    actors: Iterable[Resolved],
    recipients: Iterable[Resolved],
) -> Candidate:
    """Return the question about a trigger, a span of `text`, and its parties.

    `text` is the sentence, `start` its offset in the article, as those of the parties are; parties
    elsewhere in the article are left out.
    """
    inside = (start, start + len(text))
    marked = [
        _Marked(trigger, TRIGGER),
        *_marks(actors, ACTOR, inside),
        *_marks(recipients, RECIPIENT, inside),
    ]
    spans = sorted({one.span for one in marked})
    names = {one.span: one.name for one in marked if one.name}
    if any(first[1] > second[0] for first, second in pairwise(spans)):
        names = {}  # spans within spans: nothing is replaced
    text, moved = _renamed(text, names)

    def of(part: int) -> tuple[Chars, ...]:
        return tuple(dict.fromkeys(moved(one.span) for one in marked if one.part == part))

    return Candidate(text=text, actors=of(ACTOR), recipients=of(RECIPIENT), trigger=of(TRIGGER)[0])


def _marks(parties: Iterable[Resolved], part: int, inside: Chars) -> Iterator[_Marked]:
    there = [r for r in parties if inside[0] <= r.start and r.end <= inside[1]]
    for r in there:
        alone = sum(other.start == r.start for other in there) == 1
        name = _name(r) if alone and r.label == "PRONOUN" else None
        yield _Marked((r.start - inside[0], r.end - inside[0]), part, name)


def _name(pronoun: Resolved) -> str:
    owns = pronoun.text.lower() in POSSESSIVES
    return f"{pronoun.party.name}'s" if owns else pronoun.party.name


def _renamed(text: str, names: dict[Chars, str]) -> tuple[str, Callable[[Chars], Chars]]:
    """Return the text with names at these spans, and where a span of the old text now stands."""
    pieces, at = [], 0
    for (first, last), name in sorted(names.items()):
        pieces += [text[at:first], name]
        at = last

    def moved(span: Chars) -> Chars:
        before = [(old, name) for old, name in names.items() if old[1] <= span[0]]
        shift = sum(len(name) - (old[1] - old[0]) for old, name in before)
        length = len(names[span]) if span in names else span[1] - span[0]
        return span[0] + shift, span[0] + shift + length

    return "".join([*pieces, text[at:]]), moved
