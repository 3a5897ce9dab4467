"""The merge stage: reports that changed since the last merge into events.

What belongs here: which events a change can touch, and replacing just those. What does not: the
rule (`merging.exact`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks import database
from tasks.database import Connection, listed
from tasks.merging.exact import Told, event_id, makes_event, merge_reports
from tasks.records import Event, Place, Report, ReportParty


def _reports(connection: Connection, name: str, *parameters: object) -> list[Told]:
    """Return the reports whose ids a statement selects, with parties and outlet."""
    selected = connection.execute(database.statement(name), list(parameters)).fetchall()
    ids = [row[0] for row in selected]
    rows = database.fetch_dicts(connection, database.statement("reports_by_id"), [listed(ids)])
    parties: dict[str, list[ReportParty]] = defaultdict(list)
    for row in database.fetch_dicts(
        connection, database.statement("parties_of_reports"), [listed(ids)]
    ):
        parties[row.pop("report_id")].append(ReportParty(**_tupled(row)))
    return [_told(row, tuple(parties[row["id"]])) for row in rows]


def _tupled(row: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}


def _told(row: dict[str, Any], parties: tuple[ReportParty, ...]) -> Told:
    outlet, identity, place_id = row.pop("outlet"), row.pop("id"), row.pop("place_id")
    place = None
    if place_id is not None:
        place = Place(
            name=row["place_name"], country=row["place_country"], geonames_id=row["geonames_id"]
        )
    for column in ("place_name", "place_country", "geonames_id"):
        del row[column]
    report = Report(**_tupled(row), parties=parties, place=place)
    assert report.id == identity  # a stored report is the record it was stored from
    return Told(report, outlet)


def _remove(connection: Connection, events: Sequence[str]) -> None:
    for table, key in (("event_report", "event_id"), ("participant", "event_id"), ("event", "id")):
        database.delete(connection, table, key, events)


def _insert(connection: Connection, events: Sequence[Event]) -> None:
    rows, participants, links = [], [], []
    for event in events:
        row = asdict(event)
        for participant in row.pop("participants"):
            participants.append(participant | {"event_id": event.id})
        for report, reason in row.pop("reports"):
            links.append({"event_id": event.id, "report_id": report, "reason": reason})
        rows.append(row)
    database.insert(connection, "event", rows)
    database.insert(connection, "participant", participants)
    database.insert(connection, "event_report", links)


@task(
    name="merge",
    task_run_name="merge reports into events",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def merge() -> int:
    """Bring events up to date with the reports; return how many events were made anew.

    Touches only events that lost a report or that a changed article's report belongs to.
    """
    with database.working() as connection, database.transaction(connection):
        changed = _reports(connection, "reports_to_merge")
        lost = connection.execute(database.statement("events_that_lost_reports")).fetchall()
        touched = {row[0] for row in lost}
        touched |= {event_id(t.report) for t in changed if makes_event(t.report)}
        remaining = _reports(connection, "reports_of_events", listed(sorted(touched)))
        unique = {t.report.id: t for t in (*remaining, *changed)}
        events = merge_reports(unique.values())
        _remove(connection, sorted(touched))
        _insert(connection, events)
        connection.execute("DELETE FROM pending_merge")
    return len(events)
