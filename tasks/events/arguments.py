"""Where a predicate keeps its actor and its recipient: grammar only, no politics.

What belongs here: subjects, objects and prepositions of verbs, adjectives and nouns through voice,
coordination, control and light verbs. What does not: which of them a trigger asks for (`triggers`)
or which party they mean (`parties`).
"""

from __future__ import annotations

from collections.abc import Iterator

from tasks.events.language import Token
from tasks.events.phrases import MEASURES, content

# Verbs that lend their subject to the noun they carry: "paid a visit", "held talks".
LIGHT = frozenset(
    "hold have pay make conduct carry launch stage take give undertake begin start continue "
    "resume attend host mount perform deliver offer express voice extend issue reach impose "
    "order announce organise organize engage participate join lead open sit arrive travel head "
    "go come fly provide receive enter convene complete finish end conclude "
    "exchange wage commit execute convey declare do kick wrap stag bring file lodge present "
    "spread send grant repeat renew".split()
)
OBJECT_CONTROL = frozenset(
    "urge ask order force allow press tell invite persuade want request call help enable permit "
    "encourage instruct command compel require authorise authorize warn advise beg see hear "
    "lead accuse".split()
)
CLAUSE_PREPOSITIONS = frozenset({"in", "during", "after", "for", "at", "on", "following", "with"})
# "a US ally", "Israel's neighbour" are of another country.
OF_ANOTHER = frozenset(
    "ally partner rival foe neighbour neighbor enemy opponent adversary friend".split()
)
PARTY_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss"})


def preposition(token: Token, word: str) -> Token | None:
    """Return the object of a preposition that hangs on the token, one chain deep."""
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative", "prt"} and child.lower_ == word:
            inner = next((c for c in child.children if c.dep_ in {"pobj", "pcomp"}), None)
            if inner is not None:
                return inner
        if child.dep_ == "prep":  # "together with", "out of", "along with"
            for deeper in child.children:
                if deeper.dep_ == "prep" and deeper.lower_ == word:
                    return next((c for c in deeper.children if c.dep_ == "pobj"), None)
    return None


def is_passive(verb: Token) -> bool:
    """Whether the verb is passive, also as a participle ("talks attended by officers")."""
    if any(c.dep_ in {"nsubjpass", "auxpass"} for c in verb.children):
        return True
    if verb.dep_ == "acl" and verb.tag_ == "VBN":
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and own_subject(verb) is None:
        has_auxiliary = any(c.dep_ in {"aux", "auxpass"} for c in verb.children)
        return not has_auxiliary and is_passive(verb.head)
    return False


def own_subject(verb: Token) -> Token | None:
    """Return the grammatical subject that hangs on this verb."""
    return next((c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass", "csubj"}), None)


def grammatical_subject(verb: Token, depth: int = 6) -> Token | None:
    """Return the subject, through coordination, control, participles and adverbial clauses."""
    subject = own_subject(verb)
    if subject is not None or depth == 0:
        return subject
    head = verb.head
    if verb.dep_ in {"acl", "relcl"}:
        return head if head.pos_ != "VERB" else grammatical_subject(head, depth - 1)
    if verb.dep_ in {"xcomp", "ccomp"} and head.lemma_.lower() in OBJECT_CONTROL:
        controller = direct_object(head)
        return controller if controller is not None else grammatical_subject(head, depth - 1)
    if verb.dep_ in {"conj", "xcomp", "advcl", "ccomp", "dep", "acomp", "attr", "amod"}:
        subject = grammatical_subject(head, depth - 1)
        if subject is not None and subject.lower_ == "it" and head.head != head:
            return grammatical_subject(head.head, depth - 1)  # "consider it necessary to"
        return subject
    if verb.dep_ == "pcomp" and head.head.pos_ in {"VERB", "AUX"}:
        return grammatical_subject(head.head, depth - 1)
    return None


def direct_object(verb: Token) -> Token | None:
    """Return the object of an active verb, or the one who is told, given or asked."""
    for wanted in ("dobj", "dative", "oprd"):
        for child in verb.children:
            if child.dep_ == wanted and child.pos_ != "ADP":
                return antecedent(child)
    if verb.lemma_.lower() in OBJECT_CONTROL:  # "help Iraq to rebuild": spaCy's clause subject
        clause = next((c for c in verb.rights if c.dep_ == "ccomp" and c.tag_ == "VB"), None)
        return own_subject(clause) if clause is not None else None
    return None


def antecedent(token: Token) -> Token:
    """Return what a relative pronoun stands for: "the strike, which Iraq condemned"."""
    if token.tag_ not in {"WDT", "WP"}:
        return token
    clause = next((a for a in token.ancestors if a.dep_ == "relcl"), None)
    return clause.head if clause is not None else token


def patient(verb: Token) -> Token | None:
    """Return what is acted on: the object, or a passive's subject."""
    return grammatical_subject(verb) if is_passive(verb) else direct_object(verb)


def agent(verb: Token) -> Token | None:
    """Return who acts: the subject, or a passive's "by" phrase."""
    return preposition(verb, "by") if is_passive(verb) else grammatical_subject(verb)


def carrier(noun: Token) -> Token | None:
    """Return the verb that carries a noun predicate: "held" for "held a series of talks"."""
    while noun.dep_ in {"conj", "appos"}:
        noun = noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in MEASURES:
        return carrier(noun.head.head)
    if noun.dep_ in {"dobj", "nsubjpass"} and noun.head.lemma_.lower() in LIGHT:
        return noun.head
    if noun.dep_ == "pobj" and noun.head.lower_ in CLAUSE_PREPOSITIONS:
        governor = noun.head.head
        if governor.lower_ in {"down", "out"}:  # "sat down for talks"
            governor = governor.head
        if governor.pos_ in {"NOUN", "PROPN"}:  # "paid a visit to X for talks with Y"
            return carrier(governor)
        return governor if governor.pos_ in {"VERB", "AUX"} else None
    return None


def _modifiers(noun: Token) -> Iterator[Token]:
    if noun.lemma_.lower() in OF_ANOTHER:
        return
    for child in noun.lefts:
        if child.dep_ in PARTY_MODIFIERS and child.dep_ != "poss":
            yield child
            yield from _modifiers(child)


def _of_noun(noun: Token, where: str) -> Iterator[Token]:
    verb = carrier(noun)
    if where == "poss":
        yield from (c for c in noun.lefts if c.dep_ == "poss")
    elif where == "adj":
        yield from _modifiers(noun)
    elif where == "subject":
        if verb is not None and (found := agent(verb)) is not None:
            yield found
    else:
        for holder in (noun, verb):
            if holder is not None and (found := preposition(holder, where)) is not None:
                yield found


def _prepositional_objects(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ == "prep":
            yield from (c for c in child.children if c.dep_ == "pobj")


def _of_verb(verb: Token, where: str) -> Iterator[Token]:
    found: Token | None
    if where == "subject":
        found = agent(verb)
    elif where == "object":
        yield from (c for c in verb.children if c.dep_ == "dative" and c.pos_ != "ADP")
        found = patient(verb)
    elif where.startswith("object."):
        thing, under = patient(verb), where.partition(".")[2]
        things = [thing] if thing is not None else list(_prepositional_objects(verb))
        for held in things:  # without an object: "called for talks between A and B"
            yield from _under(held, under)
        return
    elif where == "ccomp.subject":  # "demanded that Y withdraw"
        clauses = (c for c in verb.rights if c.dep_ == "ccomp")
        found = next((s for c in clauses if (s := own_subject(c)) is not None), None)
    elif where.startswith("xcomp."):
        for child in verb.children:
            if child.dep_ in {"xcomp", "ccomp", "acl"}:
                yield from _of_verb(child, where.partition(".")[2])
        return
    else:
        found = preposition(verb, where)
        if found is None:
            thing = patient(verb)
            found = preposition(thing, where) if thing is not None else None
    if found is not None:
        yield found


def _under(thing: Token | None, where: str) -> Iterator[Token]:
    if thing is None:
        return
    for holder in dict.fromkeys((thing, content(thing))):
        if where == "poss":
            yield from (c for c in holder.lefts if c.dep_ == "poss")
        elif where == "adj":
            yield from _modifiers(holder)
        elif (found := preposition(holder, where)) is not None:
            yield found


def arguments(predicate: Token, where: str) -> Iterator[Token]:
    """Yield the tokens that stand where a trigger says: `subject`, `object`, `with`, `object.of`…

    The places are those of the lexicon's `actor` and `recipient` columns.
    """
    is_noun = predicate.pos_ in {"NOUN", "PROPN"}
    if is_noun and not where.startswith(("object.", "xcomp.")):
        yield from _of_noun(predicate, where)
    elif predicate.pos_ == "ADJ" or (predicate.dep_ == "acomp"):
        yield from _of_verb(predicate, where)
    else:
        yield from _of_verb(predicate, where)
