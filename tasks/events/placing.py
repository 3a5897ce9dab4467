"""Where: the place of the event, not any place named; text first, then dateline, else none.

What belongs here: locatives of the predicate, and when the dateline may stand in.
What does not: the map itself (`gazetteer`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.events.arguments import carrier
from tasks.events.language import Token
from tasks.events.phrases import (
    KINDS_OF_PLACE,
    PLACE_LABELS,
    Passage,
    conjuncts,
)
from tasks.events.quotes import SPEECH, subject_of
from tasks.events.tags import whole_name
from tasks.events.toponyms import Toponyms
from tasks.plover.lexicons import lexicons
from tasks.records import Basis, Place

LOCATIVES = frozenset("in at near outside inside around across throughout within".split())
GOING = frozenset("visit travel trip arrive go fly come tour journey arrival pay".split())
COARSE = frozenset({"country", "area", None})
TIMES = frozenset({"DATE", "TIME"})
OCCASIONS = frozenset("during on".split())  # "during a visit to Lima", "on a tour of Peru"


@dataclass(frozen=True, slots=True)
class Placed:
    """A place and what it rests on; both None when nothing supports one."""

    place: Place | None
    basis: Basis | None


NOWHERE = Placed(None, None)


@dataclass(frozen=True, slots=True)
class Scene:
    """What an article tells of its places."""

    toponyms: Toponyms
    dateline: str | None  # the place it is written from


def scene_of(passages: Sequence[Passage], dateline: str | None) -> Scene:
    """Return the scene of an article with this dateline's place."""
    return Scene(Toponyms(passages, dateline), dateline)


def _holders(predicate: Token) -> Iterator[Token]:
    """Yield the words whose locatives are the predicate's."""
    yield predicate
    if predicate.pos_ in {"NOUN", "PROPN"} and (verb := carrier(predicate)) is not None:
        yield verb
        yield from (c for c in verb.children if c.dep_ == "dobj")
    elif predicate.pos_ in {"VERB", "AUX"}:
        yield from (c for c in predicate.children if c.dep_ in {"dobj", "prep"})
    elif predicate.pos_ == "ADJ":
        yield predicate.head


def _toponyms(token: Token) -> Iterator[Token]:
    """Yield the place names of a locative phrase: itself, appositions, coordination."""
    if token.ent_type_ in TIMES:  # "on Friday and Israel said …": no list of places
        return
    for part in conjuncts(token):
        if part.ent_type_ in PLACE_LABELS or _capital(part) is not None:
            yield part
        for child in part.children:
            if child.dep_ in {"appos", "compound", "nmod"} and child.ent_type_ in PLACE_LABELS:
                yield child
        yield from _named_after(part, of=part.lemma_.lower() in KINDS_OF_PLACE)


def _named_after(thing: Token, *, of: bool) -> Iterator[Token]:
    """Yield the place names of "the province of X", "a town near X", "a visit to X".

    `of` says whether "of" names a place, too.
    """
    words = {"of"} if of else set()
    words |= {"to", "of"} if thing.lemma_.lower() in GOING else set()
    for child in thing.rights:
        if child.dep_ == "prep" and (child.lower_ in LOCATIVES or child.lower_ in words):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield from _toponyms(inner)


def located(predicate: Token, *, spoken: bool = False) -> Iterator[Token]:
    """Yield the place names that say where a predicate happens, the nearest first.

    What is `spoken` happens where it is said: "X praised Y, he said in Lima".
    """
    for holder in _holders(predicate):
        yield from _said_by(holder, going=predicate.lemma_.lower() in GOING)
    yield from _relative_place(predicate)
    for verb in _sharing_verbs(predicate, spoken=spoken):
        yield from _said_by(verb)


def _said_by(holder: Token, *, going: bool = False) -> Iterator[Token]:
    """Yield the place names of a word's own locatives, and of where it goes to."""
    going = going or holder.lemma_.lower() in GOING
    for child in holder.children:
        locative = child.lower_ in LOCATIVES or child.lower_ in OCCASIONS
        if child.dep_ == "prep" and (locative or (going and child.lower_ == "to")):
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield from _toponyms(inner)
        elif child.dep_ == "dobj" and going:
            yield from _toponyms(child)


def _sharing_verbs(predicate: Token, *, spoken: bool) -> Iterator[Token]:
    """Yield the verbs that share their place with the predicate, the nearest first.

    "Arrived in Lima and met X", "went to Lima to meet X"; verbs of saying for what is spoken.
    """
    verb = predicate if predicate.pos_ == "VERB" else carrier(predicate)
    while verb is not None and verb.head != verb and verb.head.pos_ in {"VERB", "AUX"}:
        above = verb.head
        joined = verb.dep_ == "conj" and subject_of(verb) is None
        to_do = verb.dep_ in {"xcomp", "advcl"} and above.lemma_.lower() in GOING
        said = spoken and verb.dep_ in {"ccomp", "parataxis", "conj"}
        if not (joined or to_do or (said and above.lemma_.lower() in SPEECH)):
            return
        yield above
        verb = above


def _relative_place(predicate: Token) -> Iterator[Token]:
    """Yield "Baghdad" for "Baghdad, where he held talks"."""
    verb = predicate if predicate.pos_ == "VERB" else carrier(predicate)
    if verb is None or verb.dep_ != "relcl":
        return
    if any(c.lower_ == "where" for c in verb.children):
        yield from _toponyms(verb.head)


def _capital(token: Token) -> str | None:
    """Return "Lima" for "the Peruvian capital", "Peru's capital" or "the capital of Peru"."""
    if token.lemma_.lower() != "capital" or token.ent_type_ in PLACE_LABELS:
        return None
    for word in token.subtree:
        country = lexicons().country_by_demonym(word.text) or lexicons().country_by_name(word.text)
        if country is not None and country.capitals:
            return country.capitals[0]
    return None


def name_at(token: Token) -> str:
    """Return the whole name that a token of it stands in, or of the capital that it means."""
    if capital := _capital(token):
        return capital
    for entity in token.sent.ents:
        if entity.start <= token.i < entity.end:
            return whole_name(entity)
    return token.text


def place_of(
    predicate: Token,
    passage: Passage,
    scene: Scene,
    countries: tuple[str, ...],
    *,
    spoken: bool = False,
) -> Placed:
    """Return the place of an event that involves parties of these countries (ISO alpha-3).

    A city outranks the country it is named with. Correspondents also write of events elsewhere:
    the dateline stands in only when its country is one of the parties' and the sentence names no
    place outside it, and for what is not `spoken` only when it is all parties' country.
    """
    toponyms = scene.toponyms
    named = ((name_at(t), _name_start(t, passage)) for t in located(predicate, spoken=spoken))
    found = [p for name, near in named if (p := toponyms.place_of(name, near))]
    if found:
        return Placed(min(found, key=lambda p: p.precision in COARSE), "text")
    place = toponyms.place_of(scene.dateline) if scene.dateline else None
    if place is None or place.country not in countries or _elsewhere(predicate, passage, scene):
        return NOWHERE
    at_home = spoken or set(countries) == {place.country}
    return Placed(place, "dateline") if at_home else NOWHERE


def _name_start(token: Token, passage: Passage) -> int:
    """Return where the name that a token stands in begins in the article's text."""
    for entity in token.sent.ents:
        if entity.start <= token.i < entity.end:
            return passage.offset + entity.start_char
    return passage.offset + token.idx


def _elsewhere(predicate: Token, passage: Passage, scene: Scene) -> bool:
    """Whether the sentence names a place outside the dateline's country."""
    home = scene.toponyms.place_of(scene.dateline) if scene.dateline else None
    for entity in predicate.sent.ents:
        if entity.label_ in PLACE_LABELS:
            start = passage.offset + entity.start_char
            place = scene.toponyms.place_of(whole_name(entity), start)
            if place is not None and home and place.country not in {None, home.country}:
                return True
    return False
