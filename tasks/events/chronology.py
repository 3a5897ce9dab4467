"""Dates across the sentences of one article: what a report without its own time may inherit.

What belongs here: the rules of inheritance, each marked by its basis.
What does not: reading expressions (`dating`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from tasks.records import Report


@dataclass(frozen=True, slots=True)
class Told:
    """A report, and whether its sentence names a time of its own (resolved or not)."""

    report: Report
    has_time: bool
    is_news: bool  # told by a clause of its own, not only named or added ("X, who visited Y")


def _countries(report: Report) -> frozenset[str | None]:
    return frozenset(p.country for p in report.parties)


def _parties(report: Report) -> frozenset[str]:
    return frozenset(p.party_id for p in report.parties)


def _same_happening(report: Report, told: Sequence[Told]) -> Report | None:
    """Return a report of the same type and parties whose text gives a day."""
    for other in told:
        twin = other.report
        if (
            twin.date_basis == "text"
            and twin.realis == "actual"
            and twin.event_type == report.event_type
            and twin.date_precision == "day"
            and _parties(twin) == _parties(report)
        ):
            return twin
    return None


def _same_scene(report: Report, earlier: Sequence[Told]) -> Report | None:
    """Return the last dated report before this one if it has the same countries."""
    for other in reversed(earlier):
        scene = other.report
        if scene.date_basis == "text" and scene.realis == "actual":
            return scene if _countries(scene) == _countries(report) else None
    return None


def _settled(at: int, told: Sequence[Told], published: date) -> Report:
    report = told[at].report
    if report.realis != "actual" or report.event_date or told[at].has_time:
        return report
    source = _same_happening(report, told)
    if source is None and told[at].is_news:
        source = _same_scene(report, told[:at])
    if source is not None:
        return replace(
            report,
            event_date=source.event_date,
            date_precision=source.date_precision,
            date_basis="inferred",
        )
    if not told[at].is_news:
        return report
    return replace(report, event_date=published, date_precision="day", date_basis="publication")


def settle_dates(told: Sequence[Told], published: date | None) -> tuple[Report, ...]:
    """Return the reports with the dates they may inherit.

    An actual report whose sentence names no time takes the day of the same happening elsewhere
    in the article, else of the scene it continues (basis inferred), else the publication day
    (basis publication). What is only named by a noun or added in a relative clause is no news of
    the day and takes neither scene nor publication. Without a publication day nothing is
    inherited or guessed.
    """
    if published is None:
        return tuple(t.report for t in told)
    return tuple(_settled(i, told, published) for i in range(len(told)))
