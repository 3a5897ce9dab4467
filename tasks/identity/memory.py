"""What other articles tell of a party on the day of an event.

What belongs here: sectors from the offices that a party is seen in, and when an office has passed
to somebody else. What does not: what the article itself tells, which always wins.

Somebody holds an office from the first day they are seen in it to the last, and up to GRACE
beyond either, unless another is seen in it in between. Whoever was seen in an office that another
was seen in since, and in none on the day, is a former official (ELI).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tasks.identity.telling import GRACE

FORMER = ("ELI",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One time that an article shows a party in an office."""

    party_id: str
    country: str | None
    office: str
    post: bool  # an office, not a rank
    single: bool  # held by one person of a country at a time
    sectors: tuple[str, ...]
    day: date


def sectors_on(day: date, party_id: str, sightings: Sequence[Sighting]) -> tuple[str, ...]:
    """Return the sectors of the offices that a party holds on a day, those of posts first.

    ELI for a former official; empty where the sightings do not tell. `sightings` are those of all
    who were ever seen in the party's offices.
    """
    terms = _terms(party_id, sightings)
    held = [term for term in terms if _holds(day, *term)]
    if held:
        told = sorted((one for own, _ in held for one in own), key=_order)
        return tuple(dict.fromkeys(sector for one in told for sector in one.sectors))
    return FORMER if any(_passed(day, *term) for term in terms) else ()


Term = tuple[list[Sighting], list[date]]  # of the party, and when others are seen in the office


def _terms(party_id: str, sightings: Iterable[Sighting]) -> list[Term]:
    found: dict[tuple[str | None, str], Term] = {}
    for one in sightings:
        own, others = found.setdefault((one.country, one.office), ([], []))
        if one.party_id == party_id:
            own.append(one)
        elif one.single:
            others.append(one.day)
    return [term for term in found.values() if term[0]]


def _holds(day: date, own: Sequence[Sighting], others: Sequence[date]) -> bool:
    first, last = min(one.day for one in own), max(one.day for one in own)
    if first <= day <= last:
        return True
    if day < first:
        return first - day <= GRACE and not any(day <= other < first for other in others)
    return day - last <= GRACE and not any(last < other <= day for other in others)


def _passed(day: date, own: Sequence[Sighting], others: Sequence[date]) -> bool:
    last = max(one.day for one in own)
    return any(last < other <= day for other in others)


def _order(one: Sighting) -> tuple[bool, date, str, tuple[str, ...]]:
    return not one.post, one.day, one.office, one.sectors
