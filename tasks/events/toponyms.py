"""Which place an article means by a name: what its words say, then what else it speaks of.

What belongs here: gathering what an article says of its places. What does not: how much that
weighs (`weighing`), whether a name is meant as a place, which event happened there (`placing`).

A name has one sense in an article, except where words beside it say otherwise: "Paris, Texas".
Then count: what other mentions of the name have beside them, the countries and regions that the
article names, how near the places are to those that nobody can mistake, and size.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from tasks.events.atlas import Known
from tasks.events.beside import beside, kind_told, lies_in, parts_told, places_beside, state_told
from tasks.events.gazetteer import Candidate, candidates, place
from tasks.events.phrases import PLACE_LABELS, Passage
from tasks.events.weighing import Evidence, ahead, is_country, ranked
from tasks.plover.folding import fold
from tasks.records import Place

Span = tuple[int, int]  # half-open, in characters of the article's text

PLACE_NAMES_COUNTRY = 0.5  # how much of naming a country it is to name a place in it
CLEAR = 1.2  # powers of ten: how far the best must be ahead to be beyond mistake


class Toponyms:
    """The places of one article; nothing is weighed before the first name is asked for.

    `passages` are those of the coder, `dateline` its dateline's place, `mentions` spans known to
    be places besides those that the parser saw.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        dateline: str | None = None,
        mentions: Iterable[Span] = (),
    ) -> None:
        self._passages = passages
        self._dateline = dateline
        self._given = tuple(mentions)
        self._senses: dict[str, Known | None] = {}

    def place_of(self, name: str, near: int | None = None) -> Place | None:
        """Return what a name means here; `near` is where it stands in the article's text.

        Of a name that the map lacks, the place that the words beside it say it lies in: Ohio for
        "Lindvik, Ohio". None where nothing tells.
        """
        known = self._told_at(name, near) if near is not None else None
        if known is None:
            known = self._sense_of(name) or self._within(name)
        return place(known) if known is not None else None

    def _told_at(self, name: str, at: int) -> Known | None:
        """Return what the words beside this mention make of it, None when they say nothing."""
        text, start = self._passage_at(at)
        end = start + len(name)
        wholes = dict.fromkeys(beside(text, start, end), 1.0)
        told = any(lies_in(c.known, whole) for c in candidates(name) for whole in wholes)
        kind, parts = kind_told(text, start, end), parts_told(text, start)
        if not told and not parts and kind is None:
            return None
        return self._best(name, wholes or self._beside(name), kind, parts)

    def _sense_of(self, name: str) -> Known | None:
        key = fold(name)
        if key not in self._senses:
            self._senses[key] = self._outside(name) or self._best(name, self._beside(name))
        return self._senses[key]

    def _best(
        self,
        name: str,
        wholes: Mapping[Known, float],
        kind: str | None = None,
        parts: Sequence[Candidate] = (),
    ) -> Known | None:
        others = self._others(name)
        named = defaultdict(float, self._named)
        for known in others:
            if known.country:
                named[known.country] += PLACE_NAMES_COUNTRY
        found = ranked(name, Evidence(wholes, named, others, kind, parts))
        return found[0][1] if found else None

    def _outside(self, name: str) -> Known | None:
        """Return the state that follows a name and has no place of that name on the map.

        "Lindvik, Ohio" is not the Lindvik of Texas, if that is the only one we know.
        """
        found = candidates(name)
        for text, start in self._places_of(name):
            whole = state_told(text, start + len(name))
            if whole is None or any(lies_in(c.known, whole) for c in found):
                continue
            if not found or found[0].known.country == whole.country:
                return whole
        return None

    def _within(self, name: str) -> Known | None:
        """Return what a name that the map lacks lies in: "Ufundi Clinic in Mombasa"."""
        for text, start in self._places_of(name):
            for whole in places_beside(text, start, start + len(name)):
                if known := self._sense_of(whole):
                    return known
        return None

    def _beside(self, name: str) -> Mapping[Known, float]:
        """Return what stands beside the mentions of a name, and the share of them that has it."""
        of_each = [{*beside(t, start, start + len(name))} for t, start in self._places_of(name)]
        told = [wholes for wholes in of_each if wholes]
        counted = Counter(whole for wholes in told for whole in wholes)
        return {whole: count / len(told) for whole, count in counted.items()}

    def _places_of(self, name: str) -> Iterator[tuple[str, int]]:
        """Yield the passage's text of each mention of a name, and where it stands there."""
        for at in self._mentions.get(fold(name), ()):
            yield self._passage_at(at)

    def _passage_at(self, at: int) -> tuple[str, int]:
        """Return the text of the passage at an offset of the article, and the offset in it."""
        for offset, text in self._texts:
            if offset <= at:
                return text, at - offset
        return "", 0

    @cached_property
    def _texts(self) -> tuple[tuple[int, str], ...]:
        """Where each passage starts and its text, the last first; spaCy joins it each time."""
        return tuple((p.offset, p.doc.text) for p in self._passages[::-1])

    @cached_property
    def _forms(self) -> Mapping[str, list[tuple[str, int]]]:
        """The forms of each name and where they stand: "GOMA" in a dateline is Goma."""
        found: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for start, end in sorted({*self._given, *self._seen()}):
            text, first = self._passage_at(start)
            name = text[first : first + end - start]
            found[fold(name)].append((name, start))
        return found

    @cached_property
    def _mentions(self) -> Mapping[str, list[int]]:
        return {key: [start for _, start in forms] for key, forms in self._forms.items()}

    def _seen(self) -> Iterator[Span]:
        for passage in self._passages:
            for entity in passage.doc.ents:
                if entity.label_ in PLACE_LABELS:
                    start = passage.offset + entity.start_char
                    yield start, start + len(entity.text)

    @cached_property
    def _named(self) -> Mapping[str, float]:
        """How often the article names each country by a word that means nothing else."""
        named: dict[str, float] = defaultdict(float)
        for passage in self._passages:
            for tag in passage.tags:
                if tag.country and tag.kind in {"country", "demonym", "seat"}:
                    word = passage.doc[tag.start : tag.end].text
                    if tag.kind != "country" or is_country(word):
                        named[tag.country.code] += 1.0
        return named

    @cached_property
    def _clear(self) -> Mapping[str, Known]:
        """The places that nobody can mistake by what the article says of countries alone."""
        found: dict[str, Known] = {}
        names = [forms[0][0] for forms in self._forms.values()]
        for name in (*names, *((self._dateline,) if self._dateline else ())):
            places = ranked(name, Evidence(self._beside(name), self._named))
            if whole := self._outside(name):
                found[fold(name)] = whole
            elif places and ahead(places) >= CLEAR:
                found[fold(name)] = places[0][1]
        return {name: k for name, k in found.items() if not k.feature.startswith("PCL")}

    def _others(self, name: str) -> tuple[Known, ...]:
        """Return the places beyond mistake that other names tell: none speaks for itself."""
        return tuple(known for other, known in self._clear.items() if other != fold(name))
