"""Which words of a passage evoke an event: lexicon triggers whose conditions the parse meets.

What belongs here: matching one word against its entries, and leaving out words that another
trigger speaks for. What does not: who took part (`coding`) and the codebook's rules (`decision`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tasks.events.arguments import (
    OBJECT_CONTROL,
    carrier,
    direct_object,
    is_passive,
    patient,
    preposition,
)
from tasks.events.language import Token
from tasks.events.phrases import conjuncts, content
from tasks.plover.triggers import Trigger, triggers

POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
# What these ask for, promise, refuse or threaten has not happened.
NOT_FACTUAL = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "CONCEDE"})

IsParty = Callable[[Token], bool]


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that evokes an event, and the entry that says which."""

    token: Token
    trigger: Trigger


def _complement(token: Token, kind: str) -> Token | None:
    kinds = {"xcomp": {"xcomp", "acl"}, "ccomp": {"ccomp"}}[kind]
    for child in token.rights:
        # "called her to discuss it": the parser takes some complements for adverbial clauses.
        purpose = kind == "xcomp" and child.dep_ == "advcl" and child.tag_ == "VB"
        if (child.dep_ in kinds or purpose) and child.pos_ in {"VERB", "AUX"}:
            misread = kind == "xcomp" and child.tag_ == "VBG" and _controls(token)
            return None if misread else child  # "told visiting ministers" asks nobody to visit
    return None


def _controls(token: Token) -> bool:
    return token.lemma_.lower() in OBJECT_CONTROL


def _meets(token: Token, need: str) -> bool:
    kind, _, word = need.partition(":")
    if kind == "prt":
        return any(c.dep_ in {"prt", "advmod"} and c.lower_ == word for c in token.children)
    if kind == "prep":
        return _prepositional(token, word) is not None
    if kind in {"xcomp", "ccomp"}:
        return _complement(token, kind) is not None
    if kind == "passive":
        return is_passive(token)
    if kind == "active":
        return not is_passive(token)
    if kind == "mod":
        modifiers = (c for c in token.lefts if c.dep_ in {"amod", "compound", "nmod"})
        return any(word in {c.lower_, c.lemma_.lower()} for c in modifiers)
    if kind == "noobject":
        return direct_object(token) is None and not is_passive(token)
    return kind == "plural" and token.tag_ in {"NNS", "NNPS"}


def _prepositional(token: Token, word: str) -> Token | None:
    found = preposition(token, word)
    is_verb = token.pos_ in {"VERB", "AUX"}
    holder = direct_object(token) if is_verb else carrier(token)
    if found is None and holder is not None:
        found = preposition(holder, word)
    return found


def _things(token: Token, trigger: Trigger) -> list[Token]:
    """Return the words an entry's `object` column speaks of."""
    preps = [need.partition(":")[2] for need in trigger.needs if need.startswith("prep:")]
    head = _prepositional(token, preps[0]) if preps else patient(token)
    if head is None and preps:
        head = patient(token)
    return [content(part) for part in conjuncts(head)] if head is not None else []


def _object_fits(token: Token, trigger: Trigger, is_party: IsParty) -> bool:
    if not trigger.objects:
        return True
    clausal = [o.partition(":")[2] for o in trigger.objects if ":" in o]
    if clausal:
        inner = _complement(token, "xcomp") or _complement(token, "ccomp")
        return inner is not None and inner.lemma_.lower() in clausal
    things = _things(token, trigger)
    if "@party" in trigger.objects:
        return any(is_party(thing) for thing in things)
    if "@nonparty" in trigger.objects:
        return bool(things) and not any(is_party(thing) for thing in things)
    return any(thing.lemma_.lower() in trigger.objects for thing in things)


def _is_attributive(token: Token) -> bool:
    """Whether a word only describes another, as in "told visiting ministers"."""
    if token.pos_ in {"NOUN", "PROPN"}:  # the "ceasefire" of "a ceasefire agreement"
        return token.dep_ in {"compound", "nmod"}
    return token.tag_ == "VBG" and token.dep_ == "xcomp" and _controls(token.head)


def match(token: Token, is_party: IsParty) -> Trigger | None:
    """Return the most specific entry whose conditions the word meets, blocking ones included."""
    pos = POS.get(token.pos_)
    if pos is None or _is_attributive(token) or token.ent_type_ in {"DATE", "TIME"}:
        return None
    # The tagger confuses participles with adjectives.
    tried = (pos, "verb") if pos == "adj" and token.tag_ in {"VBN", "VBG"} else (pos,)
    for part in tried:
        for trigger in triggers().get((token.lemma_.lower(), part), ()):
            if all(_meets(token, need) for need in trigger.needs) and _object_fits(
                token, trigger, is_party
            ):
                return trigger
    return None


def _spoken_for(predicate: Predicate) -> Iterator[Token]:
    """Yield words that this predicate's entry already accounts for."""
    token, trigger = predicate.token, predicate.trigger
    things = _things(token, trigger) if trigger.objects else []
    if not any(o.startswith("@") for o in trigger.objects):
        yield from things
    if trigger.event_type in NOT_FACTUAL:
        for child in token.rights:
            if child.dep_ in {"xcomp", "ccomp", "dobj", "prep", "acl", "advcl"}:
                yield from child.subtree
    elif trigger.event_type == "ACCUSE":
        for child in token.rights:
            if child.dep_ == "prep" and any(c.dep_ == "pcomp" for c in child.children):
                yield from child.subtree
    elif token.pos_ in {"VERB", "AUX"} and trigger.event_type != "NONE":
        # "held talks": where the light verb itself is a trigger, it speaks for its noun.
        yield from (thing for thing in things if carrier(thing) == token)


def predicates(tokens: list[Token], is_party: IsParty) -> tuple[list[Predicate], set[int]]:
    """Return the predicates of one sentence in text order, and the words that are accounted for.

    Blocking entries (type NONE) are left out, with the words they speak for; so is what a
    promise, request, refusal or threat is about. The words (their `token.i`) are all of these
    and the predicates themselves.
    """
    found = [Predicate(t, trigger) for t in tokens if (trigger := match(t, is_party))]
    by_depth = sorted(found, key=lambda p: (sum(1 for _ in p.token.ancestors), p.token.i))
    silent: set[int] = set()
    kept = []
    for predicate in by_depth:
        if predicate.token.i in silent:
            continue
        silent.update(t.i for t in _spoken_for(predicate))
        if predicate.trigger.event_type != "NONE":
            kept.append(predicate)
    return sorted(kept, key=lambda p: p.token.i), silent | {p.token.i for p in found}
