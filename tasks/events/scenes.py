"""Places across the sentences of one article: where a report without a place of its own happened.

What belongs here: the rules of inheritance; what they give has the basis inferred.
What does not: places that a sentence tells (`placing`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tasks.events.gazetteer import find
from tasks.plover.lexicons import lexicons
from tasks.plover.ontology import ontology
from tasks.records import Place, Report, Role

HAPPENED = frozenset({"actual", "historical"})
# Acts that take place where one of the sides is.
AT: Mapping[str, Role] = {"AID": "recipient", "PROTEST": "actor"}


def _parties(report: Report) -> frozenset[str]:
    return frozenset(p.party_id for p in report.parties)


def _countries(report: Report) -> frozenset[str | None]:
    return frozenset(p.country for p in report.parties)


def _one(places: Iterable[Place | None]) -> Place | None:
    """Return the place that all of these are, None when they differ or there is none."""
    unique = {place.id: place for place in places if place is not None}
    return next(iter(unique.values())) if len(unique) == 1 else None


def _country(code: str | None) -> Place | None:
    country = lexicons().countries.get(code) if code else None
    return find(country.name) if country else None


def _same_happening(report: Report, told: Sequence[Report]) -> Place | None:
    return _one(
        other.place
        for other in told
        if other.event_type == report.event_type and _parties(other) == _parties(report)
    )


def _same_scene(report: Report, other: Report) -> bool:
    days = {day for day in (report.event_date, other.event_date) if day}
    same_time = report.realis == other.realis and len(days) < 2
    return same_time and _countries(other) == _countries(report)


def _home(report: Report) -> str | None:
    """Return the one state whose people all parties are; None where one is another's or unknown."""
    (*codes,) = _countries(report)
    domestic = len(codes) == 1 and codes[0] not in ontology().nonstate
    return codes[0] if domestic else None


def _host(report: Report) -> str | None:
    """Return the country of those who are visited."""
    hosts = {p.country for p in report.in_role("recipient")}
    guests = {p.country for p in report.in_role("actor")}
    visit = report.event_type == "CONSULT" and "visit" in report.modes and len(hosts) == 1
    return next(iter(hosts)) if visit and not hosts & guests else None


def _scene_of_act(report: Report) -> str | None:
    """Return the country where an act of this type takes place: aid arrives, crowds stay home."""
    role = AT.get(report.event_type)
    codes = {p.country for p in report.in_role(role)} if role else set()
    code = next(iter(codes)) if len(codes) == 1 else None
    return code if code not in ontology().nonstate else None


def _inferred(report: Report, told: Sequence[Report]) -> Place | None:
    if place := _same_happening(report, told):
        return place
    scene = [other.place for other in told if _same_scene(report, other)]
    country = _home(report) or _host(report) or _scene_of_act(report)
    if country is None:
        return _one(scene) if len(_countries(report)) > 1 else None
    there = _one(place for place in scene if place is not None and place.country == country)
    return there or _country(country)


def settle_places(reports: Sequence[Report]) -> tuple[Report, ...]:
    """Return the reports with the places they may inherit.

    What happened and has no place takes that of the same happening elsewhere in the article. What
    is between people of one state happened there, a visit at the host's; at the one place in that
    country that the article tells of the same countries, else in the country as a whole. Between
    several states it is the one place that the article tells of these. Otherwise there is none.
    """
    told = [r for r in reports if r.place_basis == "text" and r.realis in HAPPENED]
    settled = []
    for report in reports:
        open_ = report.place is None and report.realis in HAPPENED
        place = _inferred(report, told) if open_ else None
        settled.append(replace(report, place=place, place_basis="inferred") if place else report)
    return tuple(settled)
