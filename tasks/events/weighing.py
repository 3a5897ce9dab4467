"""What speaks for each place that a name can mean, in powers of ten of inhabitants.

What belongs here: the weights, and adding them up. What does not: gathering what the article says
(`toponyms`).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tasks.events.atlas import Known, countries, distance
from tasks.events.beside import lies_in
from tasks.events.gazetteer import Candidate, candidates

BESIDE = 6.0  # the words beside a mention name what it lies in
SAME_COUNTRY = 4.0  # the article names its country, more and more for each time
NEIGHBOUR = 0.7  # … or one that borders on it
SAME_DIVISION = 3.0  # … and its state or province, or places in it
NEAR, NEAR_KM = 2.0, 150.0  # close to a place that nobody can mistake; falls off by distance
KIND = 3.0  # "Homs province", "the city of Homs"
RIVAL = 5.0  # a division of so many inhabitants, in powers of ten, can be meant as well
POINTS = ("PPL", "ADM2", "AIRP")  # small enough for distances to tell

Ranked = list[tuple[float, Known]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an article says that may help to tell what a name means in it."""

    wholes: Mapping[Known, float] = field(default_factory=dict)  # beside it, with their share
    named: Mapping[str, float] = field(default_factory=dict)  # countries, with how often
    others: Sequence[Known] = ()  # places that nobody can mistake
    kind: str | None = None  # "ADM" or "PPL", as the words beside it say
    parts: Sequence[Candidate] = ()  # what the name printed before it may mean: "Lindvik, Georgia"


def ranked(name: str, evidence: Evidence) -> Ranked:
    """Return the candidates of a name with what speaks for them, the best first."""
    found = [(_score(c, evidence), c.known) for c in candidates(name)]
    return sorted(found, key=lambda one: (-one[0], one[1].id or 0, one[1].name))


def ahead(places: Ranked) -> float:
    """Return how far the best is ahead of the best that lies elsewhere."""
    best, known = places[0]
    others = (score for score, other in places[1:] if distance(known, other) > NEAR_KM)
    return best - next(others, -math.inf)


def is_country(word: str) -> bool:
    """Whether a word names a whole country and nothing else as large: not "Texas" nor "Georgia"."""
    found = candidates(word)
    rivals = (c for c in found[1:] if c.known.feature == "ADM1" and c.prior > RIVAL)
    country = found[0].known.country if found else None
    whole = bool(found) and found[0].known.feature.startswith("PCL")
    return whole and all(c.known.country == country for c in rivals)


def _score(candidate: Candidate, evidence: Evidence) -> float:
    known = candidate.known
    score = candidate.prior + _in_named(known, evidence.named) + _among(known, evidence.others)
    shares = (share for whole, share in evidence.wholes.items() if lies_in(known, whole))
    score += BESIDE * sum(sorted(shares)[-2:])
    inside = (part.prior for part in evidence.parts if lies_in(part.known, known))
    score += max(inside, default=0.0)
    if evidence.kind and known.feature.startswith(evidence.kind):
        score += KIND
    return score


def _in_named(known: Known, named: Mapping[str, float]) -> float:
    """Return what the countries that the article names say for a place."""
    if known.country is None or not named:
        return 0.0
    if count := named.get(known.country):
        return SAME_COUNTRY * count / (count + 0.5)
    land = countries().get(known.country)
    return NEIGHBOUR * bool(land and any(code in named for code in land.neighbours))


def _among(known: Known, others: Sequence[Known]) -> float:
    """Return what the places beyond mistake say for a place: in its division, or near it."""
    if known.feature.startswith("PCL"):
        return 0.0
    division = (known.country, known.admin1)
    within = sum((o.country, o.admin1) == division for o in others) if known.admin1 else 0
    score = SAME_DIVISION * within / (within + 1)
    if known.feature.startswith(POINTS):
        points = (distance(known, o) for o in others if o.feature.startswith(POINTS))
        score = max(score, NEAR * math.exp(-min(points, default=math.inf) / NEAR_KM))
    return score
