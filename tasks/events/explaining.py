"""Why an article is coded as it is, in words: each sentence with its parties and candidates.

What belongs here: the text of `communique code --explain`. What does not: the decisions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from tasks.events.coding import consider
from tasks.events.reporting import Considered
from tasks.events.resolved import Resolved
from tasks.records import Article, Report, ReportParty


def explain(article: Article, *, model: str | None = None) -> Iterator[str]:
    """Yield lines for a person: each sentence, its parties, its candidates and what became of them.

    Sentences without a candidate are left out. Raises as `tasks.events.coding.code_article`.
    """
    found = list(consider(article, model=model))
    if not found:
        yield "No word of this text has a party that may act, so there is nothing to judge."
    for _start, group in groupby(found, key=_sentence_start):
        of_sentence = list(group)
        yield " ".join(of_sentence[0].proposal.sentence.text.split())
        yield from _parties(of_sentence)
        for one in of_sentence:
            yield from _candidate(one)
        yield ""


def _sentence_start(one: Considered) -> int:
    return one.proposal.start


def _parties(found: Sequence[Considered]) -> Iterator[str]:
    sides = (
        (*one.proposal.draft.actors, *one.proposal.draft.recipients, *_settled(one))
        for one in found
    )
    parties = {(r.start, r.party.name, r.party.country): r for side in sides for r in side}
    for _, resolved in sorted(parties.items(), key=lambda item: item[1].start):
        yield f"    party {_party(resolved)}"


def _settled(one: Considered) -> tuple[Resolved, ...]:
    return (*one.draft.actors, *one.draft.recipients) if one.draft else ()


def _party(resolved: Resolved) -> str:
    party = resolved.party
    codes = " ".join((party.country or "country unknown", *party.sectors))
    return f"{' '.join(resolved.text.split())!r}: {party.name}, {codes} (basis {resolved.basis})"


def _candidate(one: Considered) -> Iterator[str]:
    word = one.proposal.token.text
    entry = one.proposal.predicate.trigger
    said = (
        f"{entry.id} says {entry.event_type}" if one.proposal.by_lexicon else "not in the lexicon"
    )
    yield f"    {word!r} ({said}): {one.verdict.told}"
    yield f"        {_outcome(one)}"


def _outcome(one: Considered) -> str:
    if one.report is not None:
        return _report(one.report)
    if one.draft is not None:
        return "not reported: the sentence tells the same by another word"
    if one.ruled_out:
        return "not reported: a rule of the codebook says that this is no event"
    return "not reported: too likely no event, or no type likely enough"


def _report(report: Report) -> str:
    code = ":".join((report.event_type, *report.modes))
    day = f"{report.event_date} ({report.date_basis})" if report.event_date else "no date"
    place = f"{report.place.name} ({report.place_basis})" if report.place else "no place"
    return (
        f"REPORT {code}, {report.realis}, actor {_side(report.in_role('actor'))}, "
        f"recipient {_side(report.in_role('recipient'))}, {day}, {place}, "
        f"confidence {report.confidence:.2f}; {report.explanation}"
    )


def _side(parties: Sequence[ReportParty]) -> str:
    return " and ".join(f"{p.text!r} {p.country or '?'}" for p in parties) or "none"
