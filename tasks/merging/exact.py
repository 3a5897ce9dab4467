"""Merging by exact keys: reports that agree in type, parties and day tell of one event.

What belongs here: the key, and how an event's fields follow from its reports. What does not:
reading or writing tables. Issue by issue this grows into scored merging; the reason stays stored.

Negated and hypothetical reports are no happenings: they stay reports and make no event.
Historical and future ones make events that carry their realis.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tasks.plover.ontology import ontology
from tasks.records import Event, Participant, Report, ReportParty, Role, stable_id

UNORDERED = frozenset({"CONSULT", "AGREE", "COOPERATE"})  # either side may be told first
HAPPENINGS = frozenset({"actual", "historical", "future"})
ROLES: tuple[Role, ...] = ("actor", "recipient")
DATED = "same type, parties and day"
Value = TypeVar("Value", bound=str)
UNDATED = "same type and parties in one article, undated"
ALONE = "only report"


@dataclass(frozen=True, slots=True)
class Told:
    """A report, the outlet whose article it stands in, and its parties as all articles know them.

    Without `known`, the parties are those that the report itself tells.
    """

    report: Report
    outlet: str
    known: tuple[ReportParty, ...] | None = None

    def in_role(self, role: Role) -> tuple[ReportParty, ...]:
        """Return the parties in one role, in order."""
        parties = self.report.parties if self.known is None else self.known
        return tuple(p for p in parties if p.role == role)


def makes_event(report: Report) -> bool:
    """Whether a report of this realis tells of a happening."""
    return report.realis in HAPPENINGS


def event_id(told: Told) -> str:
    """Return the id of the event a report tells of: equal keys, equal ids.

    The key is type, realis, date with its precision, and the parties in their roles, whatever
    each article calls them; for CONSULT, AGREE and COOPERATE both sides together. Undated reports
    are of one event only within one article.
    """
    report = told.report
    actors = sorted({p.party_id for p in told.in_role("actor")})
    recipients = sorted({p.party_id for p in told.in_role("recipient")})
    if report.event_type in UNORDERED:
        actors, recipients = sorted({*actors, *recipients}), []
    scope = report.article_id if report.event_date is None else None
    when = (report.event_date, report.date_precision)
    return stable_id(
        "event", report.event_type, report.realis, *when, scope, *actors, "to", *recipients
    )


def _leading(told: Sequence[Told]) -> Told:
    """Return the report whose roles the event takes: told with a recipient, surest, first by id."""
    return min(
        told,
        key=lambda t: (not t.in_role("recipient"), -t.report.confidence, t.report.id),
    )


def _most_told(values: Iterable[Value | None]) -> Value | None:
    """Return the value told most often, the first in text order of several; None without any."""
    counted = Counter(value for value in values if value is not None)
    return min(counted, key=lambda value: (-counted[value], value), default=None)


def _union(told: Sequence[Told], of: Callable[[Report], tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({value for t in told for value in of(t.report)}))


def _participants(told: Told) -> tuple[Participant, ...]:
    """Return each party once in a role, though the sentence may name it twice."""
    found: list[Participant] = []
    for role in ROLES:
        once = {p.party_id: p for p in reversed(told.in_role(role))}
        for position, p in enumerate(sorted(once.values(), key=lambda p: p.position)):
            found.append(
                Participant(
                    role=role,
                    position=position,
                    party_id=p.party_id,
                    country=p.country,
                    sectors=p.sectors,
                )
            )
    return tuple(found)


def _event(identity: str, told: Sequence[Told]) -> Event:
    leading = _leading(told)
    lead = leading.report
    modes = _union(told, lambda r: r.modes)
    place = _most_told(t.report.place.id for t in told if t.report.place)
    here = [t.report for t in told if t.report.place and t.report.place.id == place]
    bases = Counter(t.report.date_basis for t in told)
    dated = lead.event_date is not None
    reason = ALONE if len(told) == 1 else DATED if dated else UNDATED
    return Event(
        id=identity,
        event_type=lead.event_type,
        modes=modes,
        contexts=_union(told, lambda r: r.contexts),
        quad_class=ontology().quad_class(lead.event_type),
        plover_score=ontology().score(lead.event_type, modes),
        realis=lead.realis,
        event_date=lead.event_date,
        date_precision=lead.date_precision,
        date_basis=min(bases, key=lambda basis: (basis != "text", -bases[basis], basis or "")),
        place_id=place,
        place_basis=_most_told(r.place_basis for r in here),
        confidence=max(t.report.confidence for t in told),
        n_reports=len(told),
        n_articles=len({t.report.article_id for t in told}),
        n_outlets=len({t.outlet for t in told}),
        participants=_participants(leading),
        reports=tuple((t.report.id, reason) for t in sorted(told, key=lambda t: t.report.id)),
    )


def merge_reports(told: Iterable[Told]) -> tuple[Event, ...]:
    """Return the events that reports tell of, in id order; the order of reports does not matter.

    Modes and contexts are united; the place is the one most reports give, ties by its id; the
    confidence is the highest; a date keeps the basis text where any report has it.
    """
    groups: Mapping[str, list[Told]] = defaultdict(list)
    for one in told:
        if makes_event(one.report):
            groups[event_id(one)].append(one)
    return tuple(_event(identity, groups[identity]) for identity in sorted(groups))
