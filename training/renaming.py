"""The same sentence in other countries: names of states, peoples and capitals changed alike.

What belongs here: which words name a country, and moving the marked spans with the text. What
does not: when it is done (`relations`). One country stands for one other throughout a sentence,
and "a", "an" before it follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from random import Random

from tasks.events.marking import Candidate, Chars
from tasks.plover.lexicons import Country, lexicons

FORMS = ("name", "demonym", "capital")
ARTICLE = re.compile(r"\b([Aa])n? $")
VOWEL = re.compile(r"[AEIOaeio]")
Change = tuple[int, int, str]  # these characters give way to this


def renamed(candidate: Candidate, random: Random) -> Candidate:
    """Return the candidate with every country it names changed for another."""
    found = list(_mentions(candidate.text))
    named = dict.fromkeys(country for _, _, country, _ in found)
    others = random.sample(_choices(), len(named))
    to = dict(zip(named, others, strict=True))
    changes = [(start, end, form_of(to[country], form)) for start, end, country, form in found]
    return changed(candidate, [*changes, *_articles(candidate.text, changes)])


def changed(candidate: Candidate, changes: Sequence[Change]) -> Candidate:
    """Return the candidate with words exchanged and its spans where they then stand."""
    ordered = sorted(changes)
    text, done = "", 0
    for start, end, word in ordered:
        text += candidate.text[done:start] + word
        done = end
    text += candidate.text[done:]

    def moved(span: Chars) -> Chars:
        return _moved(span[0], ordered, at_end=False), _moved(span[1], ordered, at_end=True)

    return replace(
        candidate,
        text=text,
        actors=tuple(moved(span) for span in candidate.actors),
        recipients=tuple(moved(span) for span in candidate.recipients),
        trigger=moved(candidate.trigger) if candidate.trigger else None,
    )


def form_of(country: Country, form: str) -> str:
    """Return what a country is called: its name, its people's adjective or its capital."""
    forms = {"name": (country.name,), "demonym": country.demonyms, "capital": country.capitals}
    return forms[form][0]


def _moved(place: int, changes: Sequence[Change], *, at_end: bool) -> int:
    """Return where a boundary stands after the changes; inside one, at its nearer end."""
    shift = 0
    for start, end, word in changes:
        if place >= end:
            shift += len(word) - (end - start)
        elif place > start:
            return start + shift + (len(word) if at_end else 0)
    return place + shift


def _articles(text: str, changes: Sequence[Change]) -> Iterator[Change]:
    for start, _end, word in changes:
        if found := ARTICLE.search(text, 0, start):
            yield found.start(), start - 1, found[1] + ("n" if VOWEL.match(word) else "")


def _mentions(text: str) -> Iterator[tuple[int, int, Country, str]]:
    forms = _forms()
    for match in _pattern().finditer(text):
        country, form = forms[match[0]]
        yield match.start(), match.end(), country, form


@lru_cache(maxsize=1)
def _choices() -> tuple[Country, ...]:
    known = lexicons().countries.values()
    return tuple(c for c in known if c.demonyms and c.capitals and len(c.name.split()) == 1)


@lru_cache(maxsize=1)
def _forms() -> dict[str, tuple[Country, str]]:
    """Return the words that name a country; only forms whose grammar a change keeps."""
    return {form_of(country, form): (country, form) for country in _choices() for form in FORMS}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    words = sorted(_forms(), key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, words)) + r")\b(?!-)")
