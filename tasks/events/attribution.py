"""Who said quoted words, as their own sentence tells it: the verb and the speaker.

What belongs here: the words around one quotation and what they say of it. What does not: the marks
(`quotations`), words whose speaker another sentence names (`quoting`), who a verb's subject is
(`speakers`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from tasks.events.arguments import is_passive, own_subject
from tasks.events.language import Token
from tasks.events.parties import Resolver
from tasks.events.phrases import Passage
from tasks.events.quotations import PAUSES, Quotation
from tasks.events.quotes import SAID, clauses_above
from tasks.events.speakers import Attribution, Marked, attributed, authors, said_by

ENDS = frozenset({".", "!", "?", "…", "..."})
FAR = 40  # tokens between a quotation and its verb
SHORT = 4  # words that may be the name of who speaks: "the “Forum for Change” said"
CLAIMS = frozenset("claim allegation accusation assertion suggestion charge insinuation".split())
COMPLEMENTS = frozenset({"ccomp", "dobj", "xcomp"})


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quotation among the words of its sentence; tokens are those of its passage."""

    quotation: Quotation
    first: int  # the opening mark
    last: int  # after the closing mark
    marked: Marked
    before: Sequence[Token] = ()  # words of the sentence before it, nothing quoted
    after: Sequence[Token] = ()

    @property
    def passage(self) -> Passage:
        """Where it stands."""
        return self.quotation.passage

    @property
    def within(self) -> Collection[int]:
        """The tokens of its passage that stand between any marks."""
        return self.marked[self.passage.offset]


def surroundings(quotation: Quotation, first: int, last: int, marked: Marked) -> Quoted:
    """Return a quotation with the words of its sentence before and after it."""
    bare = Quoted(quotation, first, last, marked)
    found = replace(bare, before=list(_before(bare))[::-1], after=list(_after(bare)))
    return replace(found, after=[]) if _closes_sentence(found) else found


def _before(quoted: Quoted) -> Iterator[Token]:
    doc, within = quoted.passage.doc, quoted.within
    for i in range(quoted.first - 1, max(-1, quoted.first - FAR), -1):
        if doc[i].idx < quoted.quotation.line_start or _is_end(i, quoted.passage, within):
            return
        if i not in within and not doc[i].is_space:
            yield doc[i]


def _is_end(i: int, passage: Passage, within: Collection[int]) -> bool:
    """Whether a token ends a sentence, or quoted words that end with a pause."""
    if i not in within:
        return passage.doc[i].text in ENDS
    closes = i + 1 not in within
    return closes and any(t.text in PAUSES for t in passage.doc[max(0, i - 1) : i + 1])


def _after(quoted: Quoted) -> Iterator[Token]:
    pause = False
    for token in quoted.passage.doc[quoted.last : quoted.last + FAR]:
        marked = token.i in quoted.within
        over = token.text in ENDS and not marked
        if token.idx >= quoted.quotation.line_end or over or (marked and pause):
            return
        pause = not marked and token.text in {",", ":"}
        if not marked and not token.is_space:
            yield token


def _closes_sentence(quoted: Quoted) -> bool:
    """Whether nothing that follows a quotation belongs to its sentence."""
    if not quoted.after or quoted.quotation.goes_on:
        return True
    mark, first = quoted.quotation.text[-1], quoted.after[0]
    if mark not in ENDS or (first.is_alpha and first.is_lower):
        return False
    verb = topmost(quoted.after)
    return mark == "." or verb is None or any(c.dep_ in COMPLEMENTS for c in verb.rights)


def own(quoted: Quoted, resolver: Resolver) -> Attribution | None:
    """Return what the sentence of a quotation says of it, None when it says nothing."""
    passage, marked = quoted.passage, quoted.marked
    if (claim := _claim(quoted)) is not None:
        made = [attributed(author, passage, marked, resolver) for author in authors(claim)]
        return next((one for one in made if one.party), Attribution(passage))
    for verb in _verbs(quoted):
        if verb is not None and not _speaks_itself(quoted, verb):
            return said_by(verb, passage, marked, resolver, after=quoted.after)
    for token in (*quoted.after, *quoted.before[::-1]):
        if token.lower_ == "according":
            for to in token.rights:
                for inner in to.children:
                    if inner.dep_ == "pobj":
                        return attributed(inner, passage, marked, resolver)
    return None


def _verbs(quoted: Quoted) -> Iterator[Token | None]:
    """Yield the verbs that may tell who speaks, the likeliest first."""
    if not quoted.before:
        yield topmost(quoted.after)
    elif quoted.before[-1].text in {":", ","}:
        yield nearest(quoted.before)
        yield topmost(quoted.after)
    else:
        yield _above(quoted)
        if quoted.quotation.text[-1] in PAUSES:
            yield topmost(quoted.after)
        yield nearest(quoted.before)


def _says(token: Token) -> bool:
    described = token.dep_ == "amod"  # "the so-called “republic”"
    return token.pos_ == "VERB" and token.lemma_.lower() in SAID and not described


def topmost(words: Sequence[Token]) -> Token | None:
    """Return the verb of saying that the fewest words govern."""
    verbs = [t for t in words if _says(t)]
    return min(verbs, key=lambda t: (sum(1 for _ in t.ancestors), t.i), default=None)


def nearest(words: Sequence[Token]) -> Token | None:
    """Return the last verb of saying, one of a relative clause only if there is no other."""
    verbs = [t for t in words if _says(t)]
    return max(verbs, key=lambda t: (t.dep_ != "relcl", t.i), default=None)


def _above(quoted: Quoted) -> Token | None:
    """Return the verb of saying that governs words quoted within a sentence."""
    for token in quoted.passage.doc[quoted.first : quoted.last]:
        inside = quoted.first <= token.head.i < quoted.last
        if inside or token.is_punct:
            continue
        for verb in clauses_above(token):
            if verb.i not in quoted.within and _says(verb):
                return verb
    return None


def _claim(quoted: Quoted) -> Token | None:
    """Return the noun whose words are quoted: "denied the claim by X that a “mole” had …"."""
    if not quoted.before or quoted.before[-1].text in {":", ","}:
        return None
    for token in quoted.passage.doc[quoted.first : quoted.last]:
        if not (quoted.first <= token.head.i < quoted.last or token.is_punct):
            for above in token.ancestors:
                if above.i not in quoted.within and above.pos_ == "VERB" and _says(above):
                    return None
                if above.lemma_.lower() in CLAIMS and above.i < quoted.first:
                    return above
    return None


def _speaks_itself(quoted: Quoted, verb: Token) -> bool:
    """Whether the quoted words name who speaks: "the “council” said"."""
    subject = own_subject(verb)
    if subject is None or is_passive(verb):
        return False
    if quoted.first <= subject.i < quoted.last:
        words = quoted.quotation.text
        return len(words.split()) <= SHORT and words[-1] not in PAUSES
    return subject.left_edge.i <= quoted.first and quoted.last <= subject.right_edge.i + 1
