"""A decided draft as the report that is stored, and what is remembered of how it came about.

What belongs here: making records. What does not: any decision.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.events.candidates import Proposal
from tasks.events.chronology import Told, told_of
from tasks.events.confidence import confidence_of
from tasks.events.dating import Dated
from tasks.events.decision import Draft
from tasks.events.judgement import Verdict
from tasks.events.placing import Placed
from tasks.events.resolved import Resolved
from tasks.records import Report, ReportParty, Role


@dataclass(frozen=True, slots=True)
class Considered:
    """A proposal, how it was judged, and the report it became, if any."""

    proposal: Proposal
    verdict: Verdict
    draft: Draft | None = None  # None where it was judged no event, or a rule says so
    report: Report | None = None
    ruled_out: bool = False  # by a rule

    @property
    def told(self) -> Told | None:
        """The report as `settle_dates` wants it."""
        if self.report is None:
            return None
        predicate = self.proposal.predicate
        token = predicate.token
        is_noun = predicate.trigger.pos == "noun"
        return told_of(self.report, token, is_noun=is_noun, paragraph=self.proposal.passage.offset)


def report_of(
    proposal: Proposal,
    draft: Draft,
    dated: Dated,
    placed: Placed,
    *,
    article_id: str,
    coder: str,
    contexts: tuple[str, ...],
) -> Report:
    """Return the report of a draft that is decided; its offsets are the article's."""
    token, text = proposal.token, proposal.sentence.text
    trigger = proposal.passage.offset + token.idx
    return Report(
        article_id=article_id,
        start=proposal.start + len(text) - len(text.lstrip()),
        end=proposal.start + len(text.rstrip()),
        trigger_start=trigger,
        trigger_end=trigger + len(token.text),
        event_type=draft.event_type,
        modes=draft.modes,
        realis=draft.realis,
        parties=(*_in_role("actor", draft.actors), *_in_role("recipient", draft.recipients)),
        event_date=dated.day,
        date_precision=dated.precision,
        date_basis=dated.basis,
        place=placed.place,
        place_basis=placed.basis,
        confidence=confidence_of(draft, proposal.predicate.trigger),
        coder=coder,
        contexts=contexts,
        explanation=" > ".join(draft.rules),
    )


def _in_role(role: Role, parties: Sequence[Resolved]) -> Iterator[ReportParty]:
    for position, resolved in enumerate(parties):
        yield ReportParty(
            role=role,
            position=position,
            party_id=resolved.party.id,
            start=resolved.start,
            end=resolved.end,
            text=resolved.text,
            country=resolved.party.country,
            sectors=resolved.party.sectors,
            basis=resolved.basis,
            chain=resolved.chain,
        )
