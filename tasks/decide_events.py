"""The stage that decides events: an operator's word on which reports tell of one event.

What belongs here: keeping what is decided of events. What does not: which events an operator names
(`storing.named_events`), what follows for them (`merge`).

A decision names a report by the words that evoke it, which outlive a recode. A word that takes
back an earlier one removes it; only where the rules would still say otherwise is a word of its own
kept.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Any

from tasks import database
from tasks.database import Connection, fetch_dicts, fetch_keys, fetch_rows, listed, statement
from tasks.merging.accounts import leading
from tasks.storing.deciding import TAKEN_BACK, Decision, NothingToDecide, now
from tasks.storing.named_events import one_event, one_report
from tasks.storing.told import on_days, told_reports

Settle = Callable[[], int]  # brings events up to date, returns how many were made anew


@dataclass(frozen=True, slots=True)
class Side:
    """Reports of one event that are to be with others, or apart from them."""

    event: str
    reports: frozenset[str]
    lead: str  # the one that stands for all in a decision


def decide(
    decision: Decision, one: str, other: str | None, why: str | None, settle: Settle
) -> tuple[str, int]:
    """Keep an operator's word; return what holds now, and how many events were made anew.

    `merge` takes two events, `split` an event and the report that leaves it; without a report it
    takes back what was merged into the event. Raises UnknownEvent and NothingToDecide, with
    everything as it was.
    """
    with database.working() as connection:
        sides = _sides(connection, decision, one, other)
        with database.transaction(connection):
            taken = _take_back(connection, decision, *sides)
    if not taken and other is None:
        raise NothingToDecide(
            f"No decision merged event {sides[0].event}; name the report that is to leave it."
        )
    made = settle() if taken else 0
    while other is not None and _keep_missing(decision, sides, why):
        made += settle()
    with database.working() as connection:
        return _said(connection, decision, sides, alone=other is not None), made


def _sides(
    connection: Connection, decision: Decision, one: str, other: str | None
) -> tuple[Side, Side]:
    event = one_event(connection, one)
    if decision == "split":
        return _report_and_rest(connection, event, other)
    second = one_event(connection, str(other))
    if event == second:
        raise NothingToDecide(f"{one} and {other} are one event already, {event}.")
    return _side(connection, event), _side(connection, second)


def _report_and_rest(connection: Connection, event: str, report: str | None) -> tuple[Side, Side]:
    """Return a report and the others of its event; without a report, the whole event twice."""
    reports = _reports(connection, event)
    if report is None:
        whole = Side(event, reports, min(reports))
        return whole, whole
    leaving = one_report(connection, report, event)
    if len(reports) == 1:
        raise NothingToDecide(
            f"{leaving} is the only report of event {event}; there is nothing to split."
        )
    rest = reports - {leaving}
    _words(connection, reports)
    return Side(event, frozenset({leaving}), leaving), Side(event, rest, min(rest))


def _side(connection: Connection, event: str) -> Side:
    """Return an event with its leading report, as merging has it."""
    reports = _reports(connection, event)
    asked = fetch_rows(connection, "days_of_reports", listed(sorted(reports)))
    lead = leading(told_reports(connection, asked)).report.id
    _words(connection, {lead})
    return Side(event, reports, lead)


def _reports(connection: Connection, *events: str) -> frozenset[str]:
    return frozenset(fetch_keys(connection, "merge_reports_of_events", listed(events)))


def _events(connection: Connection, reports: Collection[str]) -> list[str]:
    asked = fetch_rows(connection, "days_of_reports", listed(sorted(reports)))
    return sorted(row[0] for row in fetch_rows(connection, "merge_events", **on_days(asked)))


def _words(connection: Connection, reports: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return how a decision names some reports. Raises NothingToDecide where it cannot."""
    rows = fetch_dicts(connection, statement("event_words"), {"reports": listed(sorted(reports))})
    named = {row.pop("id"): row for row in rows}
    for report in sorted(reports):
        if report not in named:
            raise NothingToDecide(f"Report {report} has changed meanwhile; look at it again.")
        if (other := named[report].pop("named_id")) != report:
            raise NothingToDecide(
                f"Report {report} is told in the same words as {other}; a decision cannot tell "
                "the one from the other."
            )
    return named


def _take_back(connection: Connection, decision: Decision, one: Side, other: Side) -> bool:
    """Remove what was decided otherwise of these reports; return whether there was something."""
    rows = [
        row
        for row in fetch_dicts(connection, statement("merge_decisions"))
        if row["decision"] == TAKEN_BACK[decision] and _between(row, one, other)
    ]
    numbers = json.dumps([row["number"] for row in rows])
    connection.execute(statement("event_forget_decisions"), [numbers])
    _look_again(connection, rows)
    return bool(rows)


def _between(row: dict[str, Any], one: Side, other: Side) -> bool:
    two = row["report_id"], row["other_id"]
    return any(
        first in one.reports and second in other.reports for first, second in (two, two[::-1])
    )


def _missing(
    connection: Connection, decision: Decision, one: Side, other: Side
) -> list[tuple[str, str]]:
    """Return the pairs of reports that are to be together, or apart, and are not."""
    together = _reports(connection, *_events(connection, {one.lead}))
    if decision == "split":
        return [(one.lead, each) for each in sorted(other.reports & together)]
    left = (one.reports | other.reports) - together
    if other.lead in left:
        return [(one.lead, other.lead)]
    return [(one.lead, each) for each in sorted(left)]


def _keep_missing(decision: Decision, sides: tuple[Side, Side], why: str | None) -> bool:
    """Keep a word of what is not yet as decided; return whether there was something.

    A report that leaves an event may fall in with another of its reports, and an event may leave
    reports behind with which only its leading one was alike: the caller asks until all is so.
    """
    with database.working() as connection:
        missing = _missing(connection, decision, *sides)
        if missing:
            with database.transaction(connection):
                _keep(connection, decision, missing, why)
    return bool(missing)


def _keep(
    connection: Connection, decision: Decision, pairs: list[tuple[str, str]], why: str | None
) -> None:
    named = _words(connection, {report for pair in pairs for report in pair})
    rows = [
        named[one]
        | {f"other_{key}": value for key, value in named[other].items()}
        | {"decision": decision, "why": why, "decided_at": now()}
        for one, other in pairs
    ]
    database.insert(connection, "event_decision", rows)
    _look_again(connection, rows)


def _look_again(connection: Connection, rows: Iterable[dict[str, Any]]) -> None:
    """Have the articles that some decisions name merged anew."""
    articles = sorted({row[key] for row in rows for key in ("article_id", "other_article_id")})
    database.delete(connection, "pending_merge", "article_id", articles)
    database.insert(connection, "pending_merge", [{"article_id": key} for key in articles])


def _said(
    connection: Connection, decision: Decision, sides: tuple[Side, Side], *, alone: bool
) -> str:
    one, other = sides
    events = ", ".join(_events(connection, one.reports))
    if decision == "merge":
        return f"{one.event} and {other.event} are one event, {events}."
    if alone:
        return f"Report {one.lead} is of event {events}, apart from the others of {one.event}."
    return f"What was merged into {one.event} is as the rules have it: {events}."
