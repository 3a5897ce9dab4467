"""A coded article as one JSON object: the output of `communique code`.

What belongs here: which fields users get, by which names. What does not: deciding their values.
"""

from __future__ import annotations

from typing import Any

from tasks.records import Coding, Count, Party, Place, Report, ReportParty, Role


def coded(identity: str, coding: Coding, *, offset: int = 0) -> dict[str, Any]:
    """Return `{"id", "events": [...]}` for one article, an object per report in text order.

    `offset` is added to every position, for text that stands that far into what the user gave.
    """
    parties = {party.id: party for party in coding.parties}
    reports = sorted(coding.reports, key=lambda report: (report.start, report.trigger_start))
    return {"id": identity, "events": [_event(report, parties, offset) for report in reports]}


def _event(report: Report, parties: dict[str, Party], offset: int) -> dict[str, Any]:
    return {
        "type": report.event_type,
        "modes": list(report.modes),
        "contexts": list(report.contexts),
        "realis": report.realis,
        "actor": _in_role(report, "actor", parties, offset),
        "recipient": _in_role(report, "recipient", parties, offset),
        "date": report.event_date.isoformat() if report.event_date else None,
        "date_precision": report.date_precision,
        "date_basis": report.date_basis,
        "place": _place(report.place),
        "place_basis": report.place_basis,
        "start": report.start + offset,
        "end": report.end + offset,
        "trigger": [report.trigger_start + offset, report.trigger_end + offset],
        "counts": [_count(count, offset) for count in report.counts],
        "confidence": round(report.confidence, 4),
        "explanation": report.explanation,
    }


def _count(count: Count, offset: int) -> dict[str, Any]:
    return {
        "kind": count.kind,
        "least": count.least,
        "most": count.most,
        "text": count.words,
        "start": count.start + offset,
        "end": count.end + offset,
    }


def _in_role(
    report: Report, role: Role, parties: dict[str, Party], offset: int
) -> list[dict[str, Any]]:
    return [_party(party, parties, offset) for party in report.in_role(role)]


def _party(party: ReportParty, parties: dict[str, Party], offset: int) -> dict[str, Any]:
    return {
        "text": party.text,
        "name": parties[party.party_id].name,
        "country": party.country,
        "sectors": list(party.sectors),
        "basis": party.basis,
        "chain": [[link.start + offset, link.end + offset] for link in party.chain],
    }


def _place(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    fields = ("name", "country", "admin1", "lat", "lon", "geonames_id", "precision")
    return {field: getattr(place, field) for field in fields}
