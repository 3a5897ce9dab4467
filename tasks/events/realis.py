"""Whether an event happened: actual, historical, future, hypothetical or negated.

What belongs here: tense, modals, negation, conditions around one predicate, and age.
What does not: what the codebook makes of it (`decision`).
"""

from __future__ import annotations

from datetime import date

from tasks.events.arguments import carrier, grammatical_subject
from tasks.events.dating import Dated
from tasks.events.language import Token
from tasks.events.quotes import FIRST_PERSON, SPEECH
from tasks.records import Realis

FUTURE_MODALS = frozenset({"will", "shall", "'ll", "’ll", "wo"})
POSSIBLE_MODALS = frozenset({"could", "may", "might", "can", "should", "must", "ought", "ca"})
FUTURE_HEADS = frozenset(
    "plan expect schedule intend hope want seek prepare due set aim going go likely invite "
    "slate about poise be".split()  # "is to meet"
)
UNREAL_HEADS = frozenset(
    "try attempt fail refuse avoid prevent stop deny urge call demand ask need require "
    "threaten offer propose suggest able unable allow".split()
)
NEGATIVE_HEADS = frozenset("fail refuse avoid prevent deny decline unable".split())
CONDITIONS = frozenset({"if", "unless", "whether", "should"})
# Infinitives under these did happen: "managed to", "went on to".
IMPLICATIVE = frozenset("manage begin start continue proceed happen help force come go".split())
# To thank, condemn or ask in the first person is to do it: "I want to thank".
PERFORMATIVE = frozenset(
    "thank condemn congratulate urge ask call praise apologise apologize commend appreciate warn "
    "demand reject welcome denounce salute".split()
)
# What these govern need not exist: "necessitates closer consultations".
WISHED_BY = frozenset(
    "necessitate require need demand seek want promote encourage foster urge favour favor".split()
)
# "pave the way for talks", "hopes for a truce", "a chance of peace".
WISHING_NOUNS = frozenset(
    "way hope chance prospect call push bid plan condition opportunity need wish desire demand "
    "appeal possibility likelihood risk fear threat".split()
)
HISTORY_DAYS = 60  # older than this at publication is background


def _verb_of(predicate: Token) -> Token:
    if predicate.pos_ in {"VERB", "AUX"}:
        return predicate
    if (verb := carrier(predicate)) is not None and predicate.dep_ in {"dobj", "nsubjpass"}:
        return verb
    if predicate.pos_ == "ADJ" and predicate.head.pos_ == "AUX":
        return predicate.head
    return predicate


def _auxiliaries(verb: Token) -> list[Token]:
    own = [c for c in verb.children if c.dep_ in {"aux", "auxpass", "neg", "mark", "advmod"}]
    if verb.dep_ == "conj" and not any(c.dep_ in {"aux", "nsubj", "nsubjpass"} for c in own):
        own += _auxiliaries(verb.head)
    return own


def _negated(predicate: Token, verb: Token) -> bool:
    words = [c for c in _auxiliaries(verb) if c.dep_ == "neg" or c.lower_ == "never"]
    words += [c for c in _auxiliaries(verb) if c.lower_ in {"neither", "nor"}]
    determiners = [c for c in predicate.lefts if c.lower_ in {"no", "neither"}]
    subject = grammatical_subject(verb)
    if subject is not None:
        none = {"nobody", "none", "neither", "nothing", "no"}
        determiners += [c for c in (subject, *subject.lefts) if c.lower_ in none]
    return bool(words or determiners)


def _above(verb: Token) -> str | None:
    """Return the lemma that governs an infinitive or gerund: "plans to", "failed to"."""
    if verb.dep_ in {"xcomp", "pcomp", "advcl", "acl"} and verb.tag_ in {"VB", "VBG"}:
        head = verb.head if verb.dep_ != "pcomp" else verb.head.head
        is_purpose = verb.dep_ == "advcl" and verb.tag_ == "VBG"
        if head.lemma_.lower() == "go" and head.tag_ != "VBG":
            return "proceed"  # "went on to"
        return None if is_purpose else head.lemma_.lower()
    return None


def _reported(verb: Token) -> bool:
    return any(a.lemma_.lower() in SPEECH and a.tag_ in {"VBD", "VBN"} for a in verb.ancestors)


def _grammar(predicate: Token) -> Realis:
    verb = _verb_of(predicate)
    words = {c.lower_ for c in _auxiliaries(verb)}
    above = _above(verb)
    if _negated(predicate, verb) or above in NEGATIVE_HEADS:
        return "negated"
    if _performed(predicate):
        return "actual"
    if words & CONDITIONS:
        return "hypothetical"
    if words & FUTURE_MODALS or above in FUTURE_HEADS:
        return "future"
    if "would" in words:
        return "future" if _reported(verb) else "hypothetical"
    if words & POSSIBLE_MODALS or above in UNREAL_HEADS or _wished(predicate):
        return "hypothetical"
    purpose = verb.tag_ == "VB" and "to" in words and above not in IMPLICATIVE
    return "hypothetical" if purpose else "actual"


def _performed(predicate: Token) -> bool:
    subject = grammatical_subject(predicate)
    first = subject is not None and subject.lower_ in FIRST_PERSON
    return first and predicate.lemma_.lower() in PERFORMATIVE


def _wished(predicate: Token) -> bool:
    head = predicate.head
    if predicate.dep_ == "pobj" and head.lower_ in {"for", "of", "to"}:
        return head.head.pos_ == "NOUN" and head.head.lemma_.lower() in WISHING_NOUNS
    return predicate.dep_ in {"dobj", "nsubjpass"} and head.lemma_.lower() in WISHED_BY


def refuses(predicate: Token) -> bool:
    """Whether a predicate is told as not willed: "will not end the strike", "would not meet"."""
    verb = _verb_of(predicate)
    willing = {c.lower_ for c in _auxiliaries(verb)} & (FUTURE_MODALS | {"would"})
    return bool(willing) and _negated(predicate, verb)


def realis_of(predicate: Token, dated: Dated, published: date | None) -> Realis:
    """Return the realis of a predicate, given its own time expression.

    What happened more than HISTORY_DAYS before publication is historical; so is an event whose
    text gives its own year in an article that has no date.
    """
    found = _grammar(predicate)
    if found != "actual" or dated.day is None or dated.basis != "text":
        return found
    if published is None:
        return "historical"
    return "historical" if (published - dated.day).days > HISTORY_DAYS else "actual"
