"""When: which of the times that a sentence names is that of a predicate.

What belongs here: the way from an expression through the parse to the predicate it dates. What
does not: finding and reading expressions (`times`), and other sentences (`chronology`).
Nothing is guessed: without a publication day a relative expression stays undated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from tasks.events.arguments import carrier
from tasks.events.days import UNDATED, Dated
from tasks.events.language import Token
from tasks.events.phrases import KINDS_OF_PLACE, PLACE_LABELS, content
from tasks.events.quotes import SPEECH
from tasks.events.times import VERBAL, Named, expressions, resolved
from tasks.records import Precision

__all__ = ["UNDATED", "Dated", "date_of", "names_time"]

NOMINAL = frozenset({"NOUN", "PROPN"})
# What these govern lies before or after the clause, not in it: "after talks on Monday".
APART = frozenset("after following since before until till despite amid ahead".split())
OCCASIONAL = APART | {"during", "for", "over", "about"}
# In a phrase with these a noun shares the verb's time: "killed on Friday by strikes".
TOGETHER = frozenset({"by", "through"})
# An occasion they name is to come: "invited him to talks on Saturday".
INVITING = frozenset("invite schedule postpone plan slate delay".split())
# Their time is that of what they tell: "confirmed a missile test on Friday".
TELLING = frozenset("confirm report detect register record".split())
SIMULTANEOUS = frozenset({"when", "where", "as", "while"})


def _governor(named: Named, clause: Sequence[Token], precision: Precision) -> Token | None:
    """Return the word of a clause that a time expression hangs on.

    A noun in between has the time to itself ("the 2015 agreement", "during the invasion in
    2014"), unless it is a day's occasion ("said at a meeting on Sunday") or a place ("killed in
    Kabul in 2016"). What a participle adds is of the clause's time ("fired on students marching
    on Monday").
    """
    predicate, root = clause[0], named.span.root
    if named.is_modifier:
        return predicate if predicate in {root.head, content(root.head)} else None
    current, is_apart = root, False
    while current.head != current:
        came_from, current = current, current.head
        if current in clause:
            is_other = _not_of(current, named, predicate, is_apart=is_apart)
            found = None if is_other else current
            return found if precision == "day" else _nearer(found, named, predicate)
        if current.lower_ in APART:
            is_apart |= came_from != root
        elif current.pos_ in VERBAL and not _is_added(current):
            return None
        own_noun = current.dep_ == "dobj" and current.head == predicate
        is_place = current.ent_type_ in PLACE_LABELS or current.lemma_.lower() in KINDS_OF_PLACE
        if current.pos_ in NOMINAL and not (is_place or own_noun or precision == "day"):
            return None
    return None


def _nearer(verb: Token | None, named: Named, predicate: Token) -> Token | None:
    """Return the occasion before a long time, whatever the parse: "for help in the war in 2014"."""
    between = verb.doc[verb.i : named.span.start] if verb is not None else ()
    apart = [word for word in between if word.head == verb and word.lower_ in OCCASIONAL]
    if not apart:
        return verb
    occasions = [word for word in apart[-1].children if word.dep_ == "pobj"]
    return predicate if predicate in occasions else None


def _is_added(verb: Token) -> bool:
    """Whether a participle goes with a clause: "students marching", "killing six"."""
    return verb.tag_ == "VBG" and verb.dep_ in {"acl", "advcl"} and not _is_apart(verb)


def _not_of(verb: Token, named: Named, predicate: Token, *, is_apart: bool) -> bool:
    """Whether a time that hangs on a verb by the parse is that of something else it names."""
    lemma = verb.lemma_.lower()
    if lemma in INVITING and verb == predicate:
        first = named.span.start
        return any(c.lower_ in {"to", "for"} and verb.i < c.i < first for c in verb.children)
    return is_apart and verb.pos_ in VERBAL and lemma not in SPEECH


def _clause(predicate: Token) -> list[Token]:
    """Return the words whose time is the predicate's, the nearest first."""
    chain = [predicate]
    current = predicate
    is_noun = predicate.pos_ in NOMINAL
    while current.head != current and not _is_apart(current):
        if is_noun and _is_topic(current):
            break
        current = current.head
        if current.pos_ in VERBAL:
            chain.append(current)
            is_noun = False
            if current.lemma_.lower() in SPEECH:
                break
    return chain


def _is_apart(token: Token) -> bool:
    """Whether what a word heads has its own time.

    "Arrived on Friday in Lima, where he met X", "opened fire on Friday, killing six" have not.
    """
    match token.dep_:
        case "relcl":
            return not any(c.lower_ in {"where", "when"} for c in token.children)
        case "acl":
            return token.tag_ == "VBN"
        case "pcomp":
            return token.head.lower_ in APART
        case "advcl":
            links = {c.lower_ for c in token.children if c.dep_ in {"mark", "advmod", "prep"}}
            if links & SIMULTANEOUS:
                return False
            return token.tag_ not in {"VBG", "VB"} or bool(links & APART)
        case _:
            return False


def _is_topic(token: Token) -> bool:
    """Whether a noun is what a clause is about, not what it tells: "condemned the attack"."""
    if token.pos_ not in NOMINAL or carrier(token) is not None:
        return False
    if token.dep_ == "pobj":
        return token.head.lower_ not in TOGETHER
    return token.dep_ == "dobj" and token.head.lemma_.lower() not in TELLING


def date_of(predicate: Token, published: date | None, *, told: date | None = None) -> Dated:
    """Return the time of a predicate from its own sentence, else UNDATED with basis None.

    `told` is the last day named before the sentence, which "a day later" counts from.
    """
    clause = _clause(predicate)
    own = {predicate, carrier(predicate)}
    best: tuple[tuple[int, bool, int], Dated] | None = None
    for named, dated in resolved(predicate.sent, published, told):
        if dated.day is None or not named.tells(dated):
            continue
        governor = _governor(named, clause, dated.precision)
        if governor is None:
            continue
        distance = abs(named.span.root.i - predicate.i)
        rank = clause.index(governor), dated.precision != "day", distance
        if best is None or rank < best[0]:
            best = rank, replace(dated, is_own=governor in own)
    return best[1] if best else UNDATED


def _named(predicate: Token) -> Iterator[Named]:
    clause = _clause(predicate)
    for named in expressions(predicate.sent):
        if not named.is_silent and _governor(named, clause, "day") is not None:
            yield named


def names_time(predicate: Token) -> bool:
    """Whether the sentence gives the predicate a time, resolved or not ("recently")."""
    return next(_named(predicate), None) is not None


def weekday_named(predicate: Token) -> str:
    """Return the weekday that a predicate is said to be of, in small letters, else ""."""
    said = (named.time.said for named in _named(predicate) if named.time.kind == "weekday")
    return next(said, {"weekday": ""})["weekday"]
