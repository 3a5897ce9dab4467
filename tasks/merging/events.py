"""What an event is, given the accounts of it.

What belongs here: how an event's fields follow from its reports. What does not: which accounts are
of one event (`grouping`), reading or writing tables.

Where reports differ, this settles it: who took part, the leading report (most names, then the
surest); the day, a day told in words before one by when it was told before a longer period, then
what most reports tell, then the earlier; the place, likewise what the text tells before what is
inferred, a point before a region before a country, then what most tell. Modes and contexts are
united, confidence is the highest. What lost stays with its report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from tasks.merging.accounts import IN_WORDS, POINTS, TOLD_HERE, Account, Told, leading
from tasks.merging.decisions import DECIDED
from tasks.plover.ontology import ontology
from tasks.records import Basis, Event, Participant, Place, Precision, Report, Role, stable_id

ROLES: tuple[Role, ...] = ("actor", "recipient")
ALONE = "only report"
DATED = "same type, parties and date"
UNDATED = "same type, parties and words, undated"
FINEST: Mapping[str, int] = {"day": 0, "week": 1, "month": 2, "year": 3, "unknown": 4}
Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True, slots=True)
class When:
    """A date as a report tells it."""

    day: date | None
    precision: Precision
    basis: Basis | None


def event_of(accounts: Sequence[Account], reasons: Mapping[str, str]) -> Event:
    """Return the event that accounts tell of; `reasons` say why an account is of it, by id."""
    told = [one for account in accounts for one in account.told]
    lead = leading(told)
    report = lead.report
    modes = _union(told, lambda r: r.modes)
    when = _when(told)
    place, place_basis = _where(told)
    realis = "actual" if any(t.report.realis == "actual" for t in told) else report.realis
    return Event(
        id=stable_id("event", _first(accounts).id),
        event_type=report.event_type,
        modes=modes,
        contexts=_union(told, lambda r: r.contexts),
        quad_class=ontology().quad_class(report.event_type),
        plover_score=ontology().score(report.event_type, modes),
        realis=realis,
        event_date=when.day,
        date_precision=when.precision,
        date_basis=when.basis,
        place_id=place.id if place else None,
        place_basis=place_basis,
        confidence=max(t.report.confidence for t in told),
        n_reports=len(told),
        n_articles=len({t.report.article_id for t in told}),
        n_outlets=len({t.outlet for t in told}),
        participants=_participants(lead),
        reports=_links(accounts, reasons),
    )


def _first(accounts: Iterable[Account]) -> Account:
    """Return the account told first, which gives the event its id: later ones seldom change it."""
    return min(accounts, key=lambda a: (a.published is None, a.published, a.id))


def _links(accounts: Sequence[Account], reasons: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    found = []
    for account in accounts:
        alike = DATED if account.period else UNDATED
        own = alike if len(account.told) > 1 else ALONE if len(accounts) == 1 else DECIDED
        found += [(t.report.id, reasons.get(account.id, own)) for t in account.told]
    return tuple(sorted(found))


def _most(told: Iterable[Value], rank: Callable[[Value], tuple[object, ...]]) -> Value | None:
    """Return the value of the best rank, of these the one told most often."""
    counted = Counter(told)
    return min(counted, key=lambda value: _ordered(value, counted, rank), default=None)


def _ordered(
    value: Value, counted: Mapping[Value, int], rank: Callable[[Value], tuple[object, ...]]
) -> tuple[object, ...]:
    first, *rest = rank(value)
    return first, -counted[value], *rest


def _when(told: Sequence[Told]) -> When:
    reports = [t.report for t in told]
    dates = [When(r.event_date, r.date_precision, r.date_basis) for r in reports]
    found = _most(
        (w for w in dates if w.day),
        lambda w: ((FINEST[w.precision], w.basis not in IN_WORDS), w.day, w.basis or ""),
    )
    return found or When(None, "unknown", None)


def _where(told: Sequence[Told]) -> tuple[Place | None, Basis | None]:
    places = [(t.report.place, t.report.place_basis) for t in told if t.report.place]

    def rank(one: tuple[Place | None, Basis | None]) -> tuple[object, ...]:
        place, basis = one
        assert place is not None
        point = 0 if place.precision in POINTS else 2 if place.precision == "country" else 1
        return (basis not in TOLD_HERE, point), place.id, basis or ""

    return _most(places, rank) or (None, None)


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
