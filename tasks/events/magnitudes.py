"""How many people a sentence says were killed, hurt, arrested, freed, or took to the streets.

What belongs here: the words that tell what befell people, and where those people stand. What does
not: how many a phrase counts (`headcount`), which report a count belongs to (`counting`).

"Casualties" are left out: the word does not tell the dead from the wounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tasks.events.arguments import (
    direct_object,
    grammatical_subject,
    is_passive,
    patient,
    preposition,
)
from tasks.events.headcount import Headcount, Heads
from tasks.events.language import Span, Token
from tasks.events.numerals import Numeral
from tasks.events.phrases import Passage
from tasks.records import CountKind


def _kinds(**words: str) -> dict[str, CountKind]:
    return {word: kind for kind, listed in words.items() for word in listed.split()}  # type: ignore[misc]


# What a verb does to its object.
TRANSITIVE = _kinds(
    killed="kill murder massacre slay assassinate slaughter behead lynch execute",
    wounded="wound injure maim hurt",
    abducted="abduct kidnap seize",
    displaced="displace uproot evacuate",
    arrested="arrest detain imprison apprehend capture",
    sentenced="sentence jail",
    expelled="expel deport banish",
    freed="free release liberate",
)
# What its subject does or suffers.
INTRANSITIVE = _kinds(
    killed="die perish",
    missing="disappear vanish",
    displaced="flee",
    protesters="march protest rally demonstrate gather",
)
# A verb with a word that hangs on it; whom it is said of follows from the voice.
WITH_WORD: dict[tuple[str, str], CountKind] = {
    ("take", "hostage"): "abducted",
    ("take", "captive"): "abducted",
    ("take", "custody"): "arrested",
    ("round", "up"): "arrested",
    ("shoot", "dead"): "killed",
    ("gun", "down"): "killed",
}
SUBJECT_WITH: dict[tuple[str, str], CountKind] = {
    ("take", "street"): "protesters",
    ("lose", "life"): "killed",
    **{(verb, noun): "protesters" for verb in ("join", "take", "attend", "stage", "hold")
       for noun in ("protest", "march", "rally", "demonstration")},
}  # fmt: skip
NOUNS = _kinds(
    killed="death killing murder massacre execution assassination fatality",
    wounded="injury wounding",
    arrested="arrest detention",
    abducted="abduction kidnapping",
    expelled="expulsion deportation",
    displaced="displacement evacuation",
    freed="release",
)
COUNTABLE = frozenset("death killing murder arrest injury fatality execution expulsion".split())
# Said of those right before it, or through "be" and "leave": "12 dead", "30 are missing".
STATES = _kinds(
    killed="dead killed",
    wounded="wounded injured hurt",
    missing="missing unaccounted",
    arrested="arrested detained",
    displaced="displaced homeless",
)
PROTESTERS = frozenset("protester protestor demonstrator marcher".split())
# What may be done to things: there, only words that mean people are counted.
OF_THINGS = frozenset(
    "execute seize capture free release liberate evacuate displace expel hurt uproot flee gather "
    "vanish disappear death release displacement evacuation rally".split()
)
ABOVE = ("to", "at", "above", "past", "of", "over")
AUXILIARY = frozenset({"be", "go", "remain", "leave", "report", "find", "feel", "lie"})
NAMES = frozenset(
    {*TRANSITIVE, *INTRANSITIVE, *NOUNS, *STATES, *PROTESTERS, "crowd", "toll", "life"}
    | {verb for verb, _ in (*WITH_WORD, *SUBJECT_WITH)}
)  # words that can tell of people: others need no look


@dataclass(frozen=True, slots=True)
class Stated:
    """A count in a sentence: what befell whom, and the word that tells it."""

    kind: CountKind
    anchor: Token
    count: Headcount


def stated_in(sentence: Span, passage: Passage) -> list[Stated]:
    """Return the counts that a sentence states, in text order, none of its words twice."""
    words = [t for t in sentence if t.lemma_.lower() in NAMES or t.lower_ in STATES]
    if not words:
        return []
    heads, taken = Heads(sentence, passage), set[int]()
    found = []
    for way in (_by_verb, _by_noun, _by_state, _crowd):
        for token in words:
            for kind, count in way(token, heads):
                places = range(count.first, count.last)
                if count.told and not taken.intersection(places):
                    taken.update(places)
                    found.append(Stated(kind, token, count))
    return sorted(found, key=lambda one: one.count.first)


Found = Iterator[tuple[CountKind, Headcount]]


def _counted(
    kind: CountKind, people: Iterable[Token | None], heads: Heads, *, surely: bool
) -> Found:
    """Yield the count of the first of these that has one."""
    for head in people:
        count = heads.of(head, surely=surely) if head is not None else None
        if count is not None and (kind != "protesters" or count.least != 1):
            yield kind, count
            return


def _by_verb(verb: Token, heads: Heads) -> Found:
    lemma = verb.lemma_.lower()
    if verb.pos_ not in {"VERB", "AUX"} or any(c.dep_ == "neg" for c in verb.children):
        return
    surely = lemma not in OF_THINGS
    if lemma in TRANSITIVE:
        people = (patient(verb), _right_after(verb, heads))
        yield from _counted(TRANSITIVE[lemma], people, heads, surely=surely)
    elif lemma in INTRANSITIVE:
        people = (grammatical_subject(verb), None)
        yield from _counted(INTRANSITIVE[lemma], people, heads, surely=surely)
    else:
        for word in _hanging(verb):
            with_object = WITH_WORD.get((lemma, word))
            with_subject = SUBJECT_WITH.get((lemma, word))
            if with_object:
                yield from _counted(with_object, [patient(verb)], heads, surely=True)
            elif with_subject:
                people = (grammatical_subject(verb), None)
                yield from _counted(with_subject, people, heads, surely=True)


def _hanging(verb: Token) -> Iterator[str]:
    """Yield the words that hang on a verb, through one preposition: "took to the streets"."""
    for child in verb.children:
        yield child.lemma_.lower()
        if child.dep_ in {"prep", "dobj", "ccomp"}:
            for inner in child.children:
                if inner.dep_ == "pobj" or inner.i > child.i:
                    yield inner.lemma_.lower()
                if inner.dep_ == "prep":  # "took part in a march"
                    yield from (c.lemma_.lower() for c in inner.children if c.dep_ == "pobj")


def _right_after(verb: Token, heads: Heads) -> Token | None:
    """Return the noun of a number right after a verb, where the parse lost it."""
    numeral = heads.starting_at(verb.i + 1)
    if numeral is None or is_passive(verb):
        return None
    return _noun_of(numeral, heads)


def _noun_of(numeral: Numeral, heads: Heads) -> Token:
    number = heads.doc[numeral.last - 1]
    following = number.head
    return following if 0 < following.i - number.i <= 3 and following.pos_ == "NOUN" else number


def _by_noun(noun: Token, heads: Heads) -> Found:
    lemma = noun.lemma_.lower()
    if noun.pos_ != "NOUN":
        return
    if lemma == "toll":
        yield from _counted("killed", _toll(noun), heads, surely=True)
    elif lemma == "life" and noun.head.lemma_.lower() in {"claim", "cost", "take"}:
        numeral = heads.ending_at(noun.i)
        if numeral is not None:  # "claimed 11 lives"
            yield "killed", Headcount(numeral.least, numeral.most, numeral.first, noun.i + 1)
    elif lemma in NOUNS:
        numeral = heads.ending_at(noun.i)
        if numeral is not None and lemma in COUNTABLE:
            yield NOUNS[lemma], Headcount(numeral.least, numeral.most, numeral.first, noun.i + 1)
        else:
            people = [preposition(noun, "of")]
            yield from _counted(NOUNS[lemma], people, heads, surely=lemma not in OF_THINGS)


def _toll(noun: Token) -> Iterator[Token | None]:
    """Yield where "the death toll" may have its number: "of 40", "rose to 40", "stood at 40"."""
    yield preposition(noun, "of")
    if noun.dep_ in {"nsubj", "dobj"}:  # "rose to 40", "put the toll at 40"
        yield from (preposition(noun.head, word) for word in ABOVE)
    yield preposition(noun, "at")
    yield preposition(noun, "to")


def _by_state(token: Token, heads: Heads) -> Found:
    kind = STATES.get(token.lower_)
    acts = any(c.dep_ in {"nsubj", "dobj"} for c in token.children) and token.tag_ == "VBD"
    if kind is None or acts or (token.dep_ == "amod" and token.head.i > token.i):
        return
    numeral = heads.ending_at(token.i)
    if numeral is not None:
        yield kind, Headcount(numeral.least, numeral.most, numeral.first, token.i + 1)
        return
    before = token.nbor(-1) if token.i else token
    people = [before] if before.pos_ == "NOUN" and heads.is_people(before, surely=False) else []
    if token.dep_ in {"acomp", "oprd", "attr"} and token.head.lemma_ in AUXILIARY:
        verb = token.head
        whose = patient(verb) if is_passive(verb) else direct_object(verb)
        people += [whose] if whose is not None else _subject(verb)
    yield from _counted(kind, people, heads, surely=True)


def _subject(verb: Token) -> list[Token]:
    subject = grammatical_subject(verb)
    return [subject] if subject is not None else []


def _crowd(token: Token, heads: Heads) -> Found:
    """Yield "5,000 demonstrators", "dozens of protesters", "a crowd of 300"."""
    if token.pos_ != "NOUN":
        return
    if token.lemma_.lower() in PROTESTERS:
        governor = token.head.head if token.dep_ == "pobj" and token.head.lower_ == "of" else None
        yield from _counted("protesters", (governor, token), heads, surely=False)
    elif token.lemma_.lower() == "crowd":
        yield from _counted("protesters", [preposition(token, "of")], heads, surely=False)
