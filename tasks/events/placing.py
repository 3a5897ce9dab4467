"""Where: the place of the event, not any place named; text first, then dateline, else none.

What belongs here: locatives of the predicate, and when the dateline may stand in.
What does not: the map itself (`gazetteer`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.events.arguments import carrier
from tasks.events.gazetteer import find
from tasks.events.language import Token
from tasks.events.phrases import (
    KINDS_OF_PLACE,
    MAIN_SHARE,
    PLACE_LABELS,
    Passage,
    conjuncts,
    countries_named,
    main_country,
)
from tasks.events.quotes import SPEECH, subject_of
from tasks.plover.lexicons import lexicons
from tasks.records import Article, Basis, Place

LOCATIVES = frozenset("in at near outside inside around across throughout within".split())
GOING = frozenset("visit travel trip arrive go fly come tour journey arrival pay".split())
TIMES = frozenset({"DATE", "TIME"})
OCCASIONS = frozenset("during on".split())  # "during a visit to Lima", "on a tour of Peru"


@dataclass(frozen=True, slots=True)
class Placed:
    """A place and what it rests on; both None when nothing supports one."""

    place: Place | None
    basis: Basis | None


NOWHERE = Placed(None, None)


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
            return entity.text
    return token.text


def home_of(dateline_place: str | None, passages: Sequence[Passage]) -> str | None:
    """Return the country that an article is written from and, in part, about; None if unknown.

    Without a dateline it is the country that is named most, else where most things are said to
    happen, else that of whom the article begins with. The dateline's outranks these unless the
    article names another again and again and never the dateline's: a writer in Geneva may tell of
    a war elsewhere.
    """
    main = main_country(passages) or _scene(passages) or _opening(passages)
    named = countries_named(passages)
    place = find(dateline_place, prefer=tuple(named)) if dateline_place else None
    if place is None or place.country is None:
        return main
    elsewhere = main is not None and named.get(main, 0) > 2 and place.country not in named
    return main if elsewhere else place.country


def _opening(passages: Sequence[Passage]) -> str | None:
    """Return the country of the people with whom an article begins: "Peruvian police said …".

    A state itself ("Peru met Chile") tells nothing of where its news is from, nor do people of a
    country that is named less than another.
    """
    first = next((s for p in passages[:1] for s in p.doc.sents), None)
    subject = subject_of(first.root) if first is not None else None
    if subject is None:
        return None
    at = passages[0].tags_at
    near = [at[t.i] for t in subject.subtree if t.i in at and t != subject]
    codes = {t.country.code for t in near if t.country and t.kind != "city"}
    named = countries_named(passages)
    most = [code for code in codes if named[code] == max(named.values())]
    return most[0] if len(codes) == len(most) == 1 else None


def _scene(passages: Sequence[Passage]) -> str | None:
    """Return the country in which most places after "in", "near" … lie, None when none has most."""
    scenes: Counter[str] = Counter()
    for passage in passages:
        for entity in passage.doc.ents:
            root = entity.root
            told = root.dep_ == "pobj" and root.head.lower_ in LOCATIVES
            place = find(entity.text) if told and entity.label_ in PLACE_LABELS else None
            if place is not None and place.country:
                scenes[place.country] += 1
    if not scenes:
        return None
    code, count = min(scenes.items(), key=lambda item: (-item[1], item[0]))
    return code if count >= MAIN_SHARE * scenes.total() else None


def place_of(
    predicate: Token, article: Article, countries: tuple[str, ...], *, spoken: bool = False
) -> Placed:
    """Return the place of an event that involves parties of these countries (ISO alpha-3).

    A city outranks the country it is named with. Correspondents also write of events elsewhere:
    the dateline stands in only when its country is one of the parties' and the sentence names no
    place outside it.
    """
    found = [
        p for t in located(predicate, spoken=spoken) if (p := find(name_at(t), prefer=countries))
    ]
    if found:
        finest = next((p for p in found if p.feature != "PCLI"), found[0])
        return Placed(finest, "text")
    if article.dateline_place and countries:
        place = find(article.dateline_place, prefer=countries)
        at_home = place is not None and (spoken or set(countries) == {place.country})
        if (
            place is not None
            and at_home
            and place.country in countries
            and not _elsewhere(predicate, place)
        ):
            return Placed(place, "dateline")
    return NOWHERE


def _elsewhere(predicate: Token, dateline: Place) -> bool:
    """Whether the sentence names a place outside the dateline's country."""
    named = (find(e.text) for e in predicate.sent.ents if e.label_ in PLACE_LABELS)
    return any(p is not None and p.country != dateline.country for p in named)
