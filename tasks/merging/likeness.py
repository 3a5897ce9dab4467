"""Whether two accounts may be of one event: points for what agrees, and what rules it out.

What belongs here: the score of two accounts. What does not: what follows when three do not fit
together (`grouping`).

Each thing compared gives or takes points and says so, and the points are added up. Two accounts
are alike from ENOUGH points on; what cannot be of one event is apart, whatever else agrees. The
points and ENOUGH were chosen on the groups of the development set (`evaluate merging`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from tasks.distance import great_circle
from tasks.merging.accounts import NAMED, POINTS, STEM, UNORDERED, Account, Told
from tasks.plover.ontology import ontology
from tasks.records import Count, Place, ReportParty, Role

ENOUGH = 4.0
SLACK = timedelta(days=1)  # between two tellings of one day: time zones, "Friday" read wrongly
RECENT = timedelta(days=3)  # from an event to its telling without a date
STALE = timedelta(days=14)  # told later, it is background, and may be of any such event
SAME_STORY = timedelta(days=7)  # between two tellings without a date
FAR = 100.0  # km between two places told
SHOWN = 4  # words or names in a reason
LITTLE = 0.5
FEW = 3  # words of a sentence that are too few to compare


@dataclass(frozen=True, slots=True)
class Points:
    """What one comparison gives, and what it found."""

    points: float
    found: str


@dataclass(frozen=True, slots=True)
class Apart:
    """That two accounts cannot be of one event, and why."""

    reason: str


@dataclass(frozen=True, slots=True)
class Alike:
    """How many points two accounts have together, and for what; below ENOUGH they are not alike."""

    score: float
    reason: str


Finding = Points | Apart | None
Parties = Sequence[ReportParty]
BOTH = "parties"  # of types that know no direction


def likeness(one: Account, other: Account) -> Alike | Apart:
    """Return how alike two accounts are; symmetrical."""
    if one.id > other.id:
        one, other = other, one
    found: list[Points] = []
    for finding in _findings(one, other):
        if isinstance(finding, Apart):
            return finding
        if finding is not None:
            found.append(finding)
    found.sort(key=lambda each: -each.points)
    said = ", ".join(f"{each.found} {each.points:+.1f}" for each in found)
    return Alike(round(sum(each.points for each in found), 2), said)


def _findings(one: Account, other: Account) -> Iterator[Finding]:
    yield _kind(one.lead, other.lead)
    within = bool(one.articles & other.articles)
    for finding in (_days(one, other), _places(one.lead.place, other.lead.place)):
        yield _little(finding) if within else finding
    yield from _sides(one.lead, other.lead)
    yield _triggers(one.lead, other.lead)
    yield _modes(one.lead, other.lead)
    yield _sentences(one, other)
    yield _counts(one.lead.report.counts, other.lead.report.counts)
    yield _stories(one, other)


def _little(finding: Finding) -> Finding:
    """Take what agrees within an article for little: all that it tells may be of its day."""
    if isinstance(finding, Points):
        return Points(min(LITTLE, finding.points), finding.found)
    return finding


def _kind(one: Told, other: Told) -> Finding:
    """Rule out what differs in kind, or what one sentence tells as two."""
    if one.report.event_type != other.report.event_type:
        return Apart("different types")
    if (one.report.realis == "future") != (other.report.realis == "future"):
        return Apart("one has happened, the other not")
    if (one.report.article_id, one.report.start) != (other.report.article_id, other.report.start):
        return None
    if _same_sides(one, other):
        return Points(1, "one sentence, same sides")
    return Apart("one sentence tells of both")


def _same_sides(one: Told, other: Told) -> bool:
    """Whether the parties are the same; where direction does not count, whether their states are.

    Who visits a state and meets its minister does one thing.
    """
    mine, theirs = ({p.party_id for p in told.parties} for told in (one, other))
    if mine == theirs:
        return True
    states = [{p.country for p in told.parties} for told in (one, other)]
    return one.report.event_type in UNORDERED and bool(mine & theirs) and states[0] == states[1]


def _days(one: Account, other: Account) -> Finding:
    if one.period and other.period:
        return _periods(one, other)
    if one.period or other.period:
        dated, undated = (one, other) if one.period else (other, one)
        return _told_since(dated, undated)
    if one.published is None or other.published is None:
        return None
    gap = abs(one.published - other.published)
    return Points(-3, "told long apart") if gap > SAME_STORY else None


def _periods(one: Account, other: Account) -> Finding:
    """Compare two dates; a day may be off by one where it is not told in words."""
    assert one.period is not None
    assert other.period is not None
    days = one.rank < 2 and other.rank < 2
    if one.period == other.period:
        return Points(2, "same day") if days else Points(1, "same period")
    slack = SLACK if days and one.rank + other.rank == 1 else timedelta(0)
    if one.period[0] > other.period[1] + slack or other.period[0] > one.period[1] + slack:
        return Apart("different days")
    return Points(0.5, "a day apart") if days else Points(0, "days that fit")


def _told_since(dated: Account, undated: Account) -> Finding:
    """Compare a day with a telling that has none, by when that was published."""
    assert dated.period is not None
    if undated.published is None:
        return None
    first, last = dated.period
    if first > undated.published + SLACK:
        return Apart("told before it happened")
    since = undated.published - last
    if since <= RECENT:
        return Points(0.5, "told soon after")
    return Points(-1.5, "told long after") if since > STALE else None


def _places(one: Place | None, other: Place | None) -> Finding:
    if one is None or other is None:
        return None
    if one.id == other.id:
        exact = one.precision in POINTS
        return Points(1.5, f"same place {one.name}") if exact else Points(0.5, f"in {one.name}")
    if one.precision in POINTS and other.precision in POINTS and _far(one, other):
        return Apart("different places")
    if one.country and other.country and one.country != other.country:
        return Points(-1.5, "places of different countries")
    return None


def _far(one: Place, other: Place) -> bool:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return True  # names that no map has differ
    return great_circle((one.lat, one.lon), (other.lat, other.lon)) > FAR


def _sides(one: Told, other: Told) -> Iterator[Finding]:
    roles: tuple[Role, ...] = ("actor", "recipient")
    if one.report.event_type in UNORDERED:
        both = one.parties, other.parties
        yield _side(one, other, *both, BOTH)
        return
    for role in roles:
        yield _side(one, other, one.in_role(role), other.in_role(role), role)


def _side(
    one: Told,
    other: Told,
    mine: Parties,
    theirs: Parties,
    role: str,
) -> Finding:
    if not mine or not theirs:
        return None if mine or theirs else Points(0.5, f"no {role}")
    shared = {p.party_id for p in mine} & {p.party_id for p in theirs}
    rest = (
        [p for p in mine if p.party_id not in shared],
        [p for p in theirs if p.party_id not in shared],
    )
    if all(rest):
        if _countries_differ(*rest) and (not shared or role == BOTH):
            return Apart(f"{role} of different countries")
        if _has_people(one, rest[0]) and _has_people(other, rest[1]) and len(shared) < 2:
            return Apart(f"{role} are different people")
    return _agreeing(one, other, mine, theirs, shared, role)


def _agreeing(
    one: Told, other: Told, mine: Parties, theirs: Parties, shared: set[str], role: str
) -> Finding:
    named = sorted(p.text for p in mine if p.party_id in shared and _is_named(one, p))
    if named:
        both = role == BOTH and len(shared) > 1
        return Points(3 if both else 2, f"same {role} {' and '.join(named[:2])}")
    if shared:
        return Points(1.5, f"same {role}")
    sectors = [{sector for p in side for sector in p.sectors} for side in (mine, theirs)]
    if all(sectors) and not sectors[0] & sectors[1]:
        return Points(-1, f"{role} of different sectors")
    if _has_bodies(one, mine) and _has_bodies(other, theirs):
        return None  # an army and a ministry may act as one or each for itself
    known = any(p.country for p in mine) and any(p.country for p in theirs)
    return Points(0.5, f"{role} of one country") if known else Points(-0.5, f"other {role}")


def _countries_differ(mine: Parties, theirs: Parties) -> bool:
    countries = [{p.country for p in side if p.country} for side in (mine, theirs)]
    if not all(countries) or countries[0] & countries[1]:
        return False
    # Of an alliance or body a member may be told in its place.
    return all(code not in ontology().nonstate for side in countries for code in side)


def _has_people(told: Told, parties: Parties) -> bool:
    return any(told.kinds.get(p.party_id) == "person" for p in parties)


def _has_bodies(told: Told, parties: Parties) -> bool:
    return any(told.kinds.get(p.party_id) == "organisation" for p in parties)


def _is_named(told: Told, party: ReportParty) -> bool:
    return told.kinds.get(party.party_id) in NAMED


def _triggers(one: Told, other: Told) -> Finding:
    shared = one.trigger & other.trigger
    return Points(1, f"same word {_shown(shared)}") if shared else None


def _modes(one: Told, other: Told) -> Finding:
    mine, theirs = set(one.report.modes), set(other.report.modes)
    if not mine or not theirs:
        return None
    if mine & theirs:
        return Points(0.5, "same mode")
    return Apart("a call and no call") if "phone" in mine | theirs else None


def _sentences(one: Account, other: Account) -> Finding:
    """Compare the sentences, but for what is compared as a trigger or as a name."""
    known = one.lead.trigger | other.lead.trigger | one.name_words | other.name_words
    mine, theirs = one.lead.words - known, other.lead.words - known
    fewer = min(len(mine), len(theirs))
    shared = mine & theirs
    if fewer < FEW or not shared:
        return None
    return Points(round(min(2.5, 4 * len(shared) / fewer), 1), f"words shared {_shown(shared)}")


def _counts(one: tuple[Count, ...], other: tuple[Count, ...]) -> Finding:
    mine, theirs = {(c.kind, c.least) for c in one}, {(c.kind, c.least) for c in other}
    same = sorted(f"{least} {kind}" for kind, least in mine & theirs)
    return Points(1, f"same count {same[0]}") if same else None


def _stories(one: Account, other: Account) -> Finding:
    if one.articles & other.articles:
        return Points(0.5, "same article")
    mine, theirs = one.lead.names, other.lead.names
    fewer = min(len(mine), len(theirs))
    shared = mine & theirs
    if fewer < FEW or not shared:
        return None
    return Points(
        round(3 * len(shared) / fewer, 1), f"names shared {', '.join(sorted(shared)[:SHOWN])}"
    )


def _shown(words: frozenset[str]) -> str:
    """Return the first few words; one that may go on ends in a hyphen."""
    return " ".join(word + "-" * (len(word) == STEM) for word in sorted(words)[:SHOWN])
