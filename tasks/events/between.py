"""What a sentence tells of two given parties: how likely each type of event is between them.

What belongs here: pairs that somebody else marked, as `communique evaluate relations` has them.
What does not: finding parties (`parties`) or events (`coding`). There always is an event between
the two, so no event is no answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tasks.events.dating import UNDATED
from tasks.events.decision import REFUSABLE, TO_COME
from tasks.events.judgement import pooled, weight_of_entry
from tasks.events.language import Doc, Span, Token, documents
from tasks.events.marking import Candidate, Chars
from tasks.events.predicates import predicates
from tasks.events.realis import realis_of
from tasks.events.relations import NONE, load
from tasks.records import Realis


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence and the spans, in its characters, of who acts and who is acted upon."""

    text: str
    actor: Chars
    recipient: Chars


def between(pairs: Sequence[Pair], *, model: str | None = None) -> list[dict[str, float]]:
    """Return, for each pair, the sixteen types with their chances, which add up to 1.

    The relation model is asked of the pair without a trigger; the entry of a word that links the
    two speaks for its type as in `judgement`; and what is still to come or told as not done is
    what the codebook makes of it. Raises as `tasks.events.coding.code_article`.
    """
    questions = [
        Candidate(text=p.text, actors=(p.actor,), recipients=(p.recipient,)) for p in pairs
    ]
    said = load().read(questions)
    docs = documents([pair.text for pair in pairs], model=model)
    return [
        _told(relation.types, doc, pair)
        for pair, relation, doc in zip(pairs, said, docs, strict=True)
    ]


def _told(types: Mapping[str, float], doc: Doc, pair: Pair) -> dict[str, float]:
    types = {name: chance for name, chance in types.items() if name != NONE}
    actor, recipient = (_span(doc, chars) for chars in (pair.actor, pair.recipient))
    if not (len(actor) and len(recipient)):
        return pooled(types, {})
    parties = {token.i for span in (actor, recipient) for token in span}
    link = [token for token in _link(actor.root, recipient.root) if token.i not in parties]
    found, _ = predicates(list(doc), lambda token: token.i in parties)
    known = [p for p in found if p.token in link]
    entries = {p.trigger.event_type: weight_of_entry(p.trigger.in_detail) for p in known}
    chances = pooled(types, entries)
    told = next((p.token for p in known), None)
    return _as_codebook(chances, _realis([told] if told is not None else [], link))


def _realis(told: Sequence[Token], link: Sequence[Token]) -> Realis:
    """Return the realis of what links two parties: its verbs', else that of the word that tells.

    The verb that governs both comes first, with its infinitives: "failed to reach a deal".
    """
    verbs = [token for token in link if token.pos_ == "VERB"]
    above_all = next((v for v in verbs if not any(o.is_ancestor(v) for o in verbs)), None)
    if above_all is not None:
        infinitives = [c for c in above_all.rights if c.dep_ == "xcomp"]
        around = [realis_of(token, UNDATED, None) for token in (above_all, *infinitives)]
        if "negated" in around:
            return "negated"
        if around[0] == "future":
            return "future"
    teller = next(iter((*told, *verbs)), None)
    return realis_of(teller, UNDATED, None) if teller is not None else "actual"


def _as_codebook(chances: dict[str, float], realis: Realis) -> dict[str, float]:
    """Return the chances with those of the likeliest type given to what the codebook has for it.

    Cooperation to come is AGREE, retreats to come CONCEDE, force and coercion to come THREATEN;
    cooperation that did not come about is nearest to REJECT.
    """
    best = max(chances, key=lambda name: (chances[name], name))
    kept = {"future": TO_COME, "negated": dict.fromkeys(REFUSABLE, "REJECT")}.get(realis, {})
    instead = kept.get(best)
    if instead is None:
        return chances
    return chances | {best: chances[instead], instead: chances[best]}


def _span(doc: Doc, chars: Chars) -> Span:
    span = doc.char_span(*chars, alignment_mode="expand")
    return span if span is not None else doc[:0]


def _link(actor: Token, recipient: Token) -> list[Token]:
    """Return the words from the recipient up to the first verb that also governs the actor.

    The infinitives that this verb governs are among them: "A and B failed to reach a deal".
    """
    above_actor = [actor, *actor.ancestors]
    above = [recipient, *recipient.ancestors]
    meet = next((place for place, token in enumerate(above) if token in above_actor), None)
    if meet is None:
        return []
    verb = next((place for place in range(meet, len(above)) if above[place].pos_ == "VERB"), meet)
    return above[: verb + 1] + [c for c in above[verb].rights if c.dep_ == "xcomp"]
