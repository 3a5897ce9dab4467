"""PLOVER's contexts of an article and of its reports, from evidence words; none when unsure.

What belongs here: finding the evidence in parsed paragraphs, weighing it, and which contexts a
sentence has part in. What does not: the words themselves (`tasks/plover/lexicon/evidence.csv`)
and the contexts that come with a mode (the ontology).

The model is one logistic function for all contexts; its five weights are constants set by hand,
not fitted. What they amount to: two different strong terms are enough; so is one in the lead that
anything else supports, or one elsewhere with two weak terms, or told of in four sentences; weak
terms alone never are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from tasks.events.language import Span, Token
from tasks.events.phrases import Passage
from tasks.plover.evidence import GAP, GAP_MARK, Clue, clues
from tasks.plover.folding import fold
from tasks.plover.ontology import ontology

BIAS = -3.5
STRONG = 2.0  # a different strong term; three count
WEAK = 0.8  # a different weak term; two count
LEAD = 1.0  # a strong term in the lead
SPREAD = 0.6  # a further sentence with evidence; three count
GIVEN = 0.5  # the score from which a context is given
LEAD_SENTENCES = 2
NEAR = 1  # sentences before and after a report's in which evidence is its own
DOMINANT = 1 / 3  # share of sentences with evidence from which an article is about nothing else
# The codebook: crimes of a more specific context are not `crime` besides, but for cyber crimes.
SPECIFIC_CRIMES = frozenset({"corruption", "illegal_drugs", "trafficking"})
POSSESSIVES = frozenset({"'s", "'"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Words of the article that tell a context; offsets into the article's text."""

    context: str
    term: str  # as in evidence.csv
    strong: bool
    start: int
    end: int
    sentence: int  # 0-based, over the whole article


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleContexts:
    """What one article is about, with the reasons."""

    scores: Mapping[str, float]  # 0 to 1, of every context with evidence, in table order
    given: tuple[str, ...]  # those that are sure, in table order
    dominant: frozenset[str]  # those given that the whole article is about
    evidence: tuple[Evidence, ...]  # in text order
    told_in: Mapping[str, frozenset[int]]  # context → numbers of the sentences with evidence
    sentences: tuple[int, ...]  # where each sentence starts

    def at(self, start: int, *, automatic: Iterable[str] = ()) -> tuple[str, ...]:
        """Return the contexts of a report whose sentence starts at this text offset.

        Those given to the article that its sentence or a neighbour supports or that dominate the
        article, with the `automatic` ones of its modes, in table order.
        """
        here = bisect_right(self.sentences, start) - 1
        near = range(here - NEAR, here + NEAR + 1)
        own = {c for c in self.given if not self.told_in[c].isdisjoint(near)}
        return _sorted(own.union(self.dominant, automatic))


def contexts_of(passages: Sequence[Passage]) -> ArticleContexts:
    """Return the contexts of an article, from all its paragraphs in order."""
    starts: list[int] = []
    evidence: list[Evidence] = []
    for passage in passages:
        for sentence in passage.doc.sents:
            evidence += _evidence(sentence, passage.offset, len(starts))
            starts.append(passage.offset + sentence.start_char)
    of = _by_context(evidence)
    scores = {context: _score(found) for context, found in of.items()}
    given = _given(scores)
    return ArticleContexts(
        scores=scores,
        given=given,
        dominant=frozenset(c for c in given if _dominates(of[c], len(starts))),
        evidence=tuple(evidence),
        told_in={context: _told_in(found) for context, found in of.items()},
        sentences=tuple(starts),
    )


def _sorted(contexts: Iterable[str]) -> tuple[str, ...]:
    chosen = set(contexts)
    return tuple(name for name in ontology().contexts if name in chosen)


def _given(scores: Mapping[str, float]) -> tuple[str, ...]:
    sure = {context for context, score in scores.items() if score >= GIVEN}
    if sure & SPECIFIC_CRIMES and "cyber" not in sure:
        sure.discard("crime")
    return _sorted(sure)


def _by_context(evidence: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    """Return the evidence of each context that has some, in table order."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    for one in evidence:
        found[one.context].append(one)
    return {context: found[context] for context in _sorted(found)}


def _told_in(evidence: Iterable[Evidence]) -> frozenset[int]:
    return frozenset(e.sentence for e in evidence)


def _in_lead(evidence: Iterable[Evidence]) -> bool:
    return any(e.strong and e.sentence < LEAD_SENTENCES for e in evidence)


def _dominates(evidence: Sequence[Evidence], sentences: int) -> bool:
    return _in_lead(evidence) and len(_told_in(evidence)) >= DOMINANT * sentences


def _score(evidence: Sequence[Evidence]) -> float:
    """Return the logistic of the weighted counts, 0 to 1."""
    strong = {e.term for e in evidence if e.strong}
    weak = {e.term for e in evidence if not e.strong}
    further = len(_told_in(evidence)) - 1
    points = STRONG * min(len(strong), 3) + WEAK * min(len(weak), 2)
    points += LEAD * _in_lead(evidence) + SPREAD * min(further, 3)
    return 1 / (1 + exp(-(BIAS + points)))


def _evidence(sentence: Span, offset: int, number: int) -> list[Evidence]:
    """Return the evidence in one sentence, in text order."""
    found = [
        Evidence(
            context=clue.context,
            term=clue.term,
            strong=clue.strong,
            start=offset + tokens[0].idx,
            end=offset + tokens[-1].idx + len(tokens[-1].text),
            sentence=number,
        )
        for clue, tokens in _held(_matches(sentence))
        if clue.context is not None
    ]
    return sorted(found, key=lambda e: (e.start, e.end, e.context))


Match = tuple[Clue, tuple[Token, ...]]


def _matches(sentence: Span) -> Iterator[Match]:
    """Yield every clue that stands in a sentence, whatever it overlaps."""
    index = clues()
    words = [(token, keys) for token in sentence if (keys := _keys(token))]
    for at, (_, keys) in enumerate(words):
        for key in keys:
            for clue in index.get(key, ()):
                if tokens := _matched(clue, words, at):
                    yield clue, tokens


def _keys(token: Token) -> tuple[str, ...]:
    """Return what a token may be matched by; nothing for hyphens, possessives and persons."""
    lower = fold(token.lower_)
    if not lower or lower in POSSESSIVES or token.ent_type_ == "PERSON":
        return ()
    return tuple({token.text, lower, fold(token.lemma_)})


def _matched(
    clue: Clue, words: Sequence[tuple[Token, tuple[str, ...]]], at: int
) -> tuple[Token, ...]:
    """Return the tokens of a clue whose first word stands at `at`, nothing where it does not."""
    tokens, reach = [words[at][0]], 0
    for word in clue.words[1:]:
        if word == GAP_MARK:
            reach = GAP
            continue
        for step in range(at + 1, min(at + 2 + reach, len(words))):
            if word in words[step][1]:
                break
            if words[step][0].is_punct:
                return ()
        else:
            return ()
        at, reach = step, 0
        tokens.append(words[at][0])
    return tuple(tokens)


def _held(matches: Iterable[Match]) -> Iterator[Match]:
    """Yield the clues that hold: the longest of those that share words, blocking ones first."""
    taken: set[tuple[str | int, int]] = set()  # (context, line or NONE, token)
    ranked = sorted(matches, key=_rank)
    for clue, tokens in ranked:
        owners: tuple[str | int, ...] = (clue.context or "", clue.line, "")
        if any((owner, t.i) in taken for owner in owners for t in tokens):
            continue
        owner = clue.context or ("" if clue.everywhere else clue.line)
        taken.update((owner, token.i) for token in tokens)
        yield clue, tokens


def _rank(match: Match) -> tuple[int, bool, int, int, str]:
    clue, tokens = match
    return -clue.length, clue.context is not None, tokens[0].i, clue.line, clue.term
