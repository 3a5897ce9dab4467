"""The merge stage: reports that changed since the last merge into events.

What belongs here: which events a change can touch, and replacing just those. What does not: the
rule (`merging.exact`), and what of a party other articles tell (`identity.memory`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks import database
from tasks.database import Connection, Row, fetch_dicts, listed, statement
from tasks.identity.memory import Sighting, sectors_on
from tasks.merging.exact import Told, event_id, makes_event, merge_reports
from tasks.records import Basis, Event, Place, Report, ReportParty

DATED = frozenset({"day", "week", "month"})  # precise enough to say who held an office then


def _reports(connection: Connection, name: str, *parameters: object) -> list[Told]:
    """Return the reports whose ids a statement selects, with parties and outlet."""
    ids = [row[0] for row in _rows(connection, name, *parameters)]
    rows = fetch_dicts(connection, statement("reports_by_id"), [listed(ids)])
    parties: dict[str, list[ReportParty]] = defaultdict(list)
    for row in fetch_dicts(connection, statement("parties_of_reports"), [listed(ids)]):
        parties[row.pop("report_id")].append(ReportParty(**_tupled(row)))
    told = [_told(row, tuple(parties[row["id"]])) for row in rows]
    return _known(connection, told)


def _known(connection: Connection, told: Sequence[Told]) -> list[Told]:
    """Return reports with their parties as all articles know them.

    What the report tells of country and sectors stays; what it leaves out is taken from what the
    party is known as, and from the offices that it held on the day.
    """
    reports = listed(t.report.id for t in told)
    same: dict[str, str] = dict(_rows(connection, "identities_of_reports", reports))
    wanting = {
        same[p.party_id]
        for t in told
        for p in t.report.parties
        if p.party_id in same and not (p.country and p.sectors)
    }
    asked = listed(sorted(wanting))
    countries: dict[str, str | None] = dict(_rows(connection, "countries_of_parties", asked))
    seen = _sightings(connection, asked, wanting) if wanting else {}
    return [
        replace(t, known=tuple(_known_party(p, t, same, countries, seen) for p in t.report.parties))
        for t in told
    ]


def _sightings(
    connection: Connection, asked: str, parties: Collection[str]
) -> dict[str, list[Sighting]]:
    """Return party → who was seen when in the offices that it was ever seen in."""
    rows = fetch_dicts(connection, statement("sightings"), [asked])
    by_office: dict[tuple[str | None, str], list[Sighting]] = defaultdict(list)
    for row in rows:
        by_office[row["country"], row["office"]].append(Sighting(**_tupled(row)))
    found: dict[str, list[Sighting]] = defaultdict(list)
    for seen in by_office.values():
        for party in {one.party_id for one in seen}.intersection(parties):
            found[party] += seen
    return found


def _known_party(
    party: ReportParty,
    told: Told,
    same: Mapping[str, str],
    countries: Mapping[str, str | None],
    seen: Mapping[str, Sequence[Sighting]],
) -> ReportParty:
    key = same.get(party.party_id, party.party_id)
    day = told.report.event_date
    country, sectors = party.country or countries.get(key), party.sectors
    if not sectors and day is not None and told.report.date_precision in DATED:
        sectors = sectors_on(day, key, seen.get(key, ()))
    basis: Basis = "office" if sectors != party.sectors else party.basis
    return replace(party, party_id=key, country=country, sectors=sectors, basis=basis)


def _rows(connection: Connection, name: str, *parameters: object) -> list[Row]:
    return connection.execute(statement(name), list(parameters)).fetchall()


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

    Touches only events that lost a report, that a changed article's report belongs to, or in
    which somebody takes part of whom `identify` found something else.
    """
    with database.working() as connection, database.transaction(connection):
        changed = _reports(connection, "reports_to_merge")
        ids = listed(sorted(t.report.id for t in changed))
        touched = {row[0] for row in _rows(connection, "events_that_lost_reports", ids)}
        touched |= {event_id(t) for t in changed if makes_event(t.report)}
        remaining = _reports(connection, "reports_of_events", listed(sorted(touched)))
        unique = {t.report.id: t for t in (*remaining, *changed)}
        events = merge_reports(unique.values())
        _remove(connection, sorted(touched))
        _insert(connection, events)
        connection.execute("DELETE FROM pending_merge")
        connection.execute(statement("identities_merged"))
    return len(events)
