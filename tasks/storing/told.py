"""Stored reports as merging looks at them.

What belongs here: reading reports with what their articles, and all articles, know beside them.
What does not: which reports are of one event (`merging`), which a change touches (`merge`), what
of a party other articles tell (`identity.memory`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tasks.database import Connection, fetch_dicts, fetch_rows, listed, statement
from tasks.identity.memory import Sighting, sectors_on
from tasks.merging.accounts import Told
from tasks.merging.decisions import Decisions
from tasks.records import Basis, Count, PartyKind, Place, Report, ReportParty

DATED = frozenset({"day", "week", "month"})  # precise enough to say who held an office then
PLACE = {"place_name": "name", "place_country": "country", "geonames_id": "geonames_id",
         "lat": "lat", "lon": "lon", "feature": "feature"}  # fmt: skip
OnDay = tuple[str, date]  # a report and the day of its article: `told_on` of the tables
BESIDE = ("outlet", "published", "words", "trigger_words", "names")


@dataclass(frozen=True, slots=True)
class _Known:
    """What all articles know of some parties."""

    same: Mapping[str, str]  # a telling → the party that it is of
    countries: Mapping[str, str | None]
    seen: Mapping[str, Sequence[Sighting]]


def on_days(reports: Iterable[OnDay]) -> dict[str, str]:
    """Return reports and their days as the parameters of statements.

    DuckDB leaves rows of other days unread, however many reports there are.
    """
    asked = {*reports}
    return {
        "reports": listed(sorted({report for report, _ in asked})),
        "days": listed(sorted({str(day) for _, day in asked})),
    }


def by_day(reports: Iterable[OnDay]) -> list[OnDay]:
    """Return reports in the order of days: what is written so is found by its day."""
    return sorted(reports, key=lambda report: (report[1], report[0]))


def told_reports(
    connection: Connection, reports: Iterable[OnDay], decided: Collection[str] = ()
) -> list[Told]:
    """Return stored reports as merging looks at them, those that are gone left out.

    Their words and names are those stored when they were last merged. `decided` are the reports
    that an operator's decision names.
    """
    asked = on_days(reports)
    parties, kinds = _parties(connection, asked)
    counts: dict[str, list[Count]] = defaultdict(list)
    for row in fetch_dicts(connection, statement("counts_of_reports"), asked):
        counts[row.pop("report_id")].append(Count(**row))
    known = _known(connection, parties)
    return [
        _told(row, parties[row["id"]], counts[row["id"]], kinds, known, row["id"] in decided)
        for row in fetch_dicts(connection, statement("reports_by_id"), asked)
    ]


def decisions(connection: Connection) -> Decisions:
    """Return what an operator decided, by the reports as they are coded now."""
    words = [
        (row["decision"], row["report_id"], row["other_id"])
        for row in fetch_dicts(connection, statement("merge_decisions"))
    ]
    both = [word for word in words if word[1] and word[2]]
    return Decisions(
        merged=tuple((one, other) for said, one, other in both if said == "merge"),
        parted=frozenset(frozenset((one, other)) for said, one, other in both if said == "split"),
        named=frozenset(one for word in words for one in word[1:] if one),
    )


def _parties(
    connection: Connection, asked: Mapping[str, str]
) -> tuple[dict[str, list[ReportParty]], dict[str, PartyKind]]:
    parties: dict[str, list[ReportParty]] = defaultdict(list)
    kinds: dict[str, PartyKind] = {}
    for row in fetch_dicts(connection, statement("parties_of_reports"), asked):
        report, kind = row.pop("report_id"), row.pop("kind")
        kinds[row["party_id"]] = kind
        parties[report].append(ReportParty(**_tupled(row)))
    return parties, kinds


def _known(connection: Connection, parties: Mapping[str, Sequence[ReportParty]]) -> _Known:
    told = listed(sorted({p.party_id for some in parties.values() for p in some}))
    same: dict[str, str] = dict(fetch_rows(connection, "identities_of_parties", told))
    wanting = {
        same[p.party_id]
        for some in parties.values()
        for p in some
        if p.party_id in same and not (p.country and p.sectors)
    }
    keys = listed(sorted(wanting))
    seen = _sightings(connection, keys, wanting) if wanting else {}
    return _Known(same, dict(fetch_rows(connection, "countries_of_parties", keys)), seen)


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


def _known_party(party: ReportParty, report: Report, known: _Known) -> ReportParty:
    """Return a party with what the report leaves out: its country, its sectors on the day."""
    key = known.same.get(party.party_id, party.party_id)
    day = report.event_date
    country, sectors = party.country or known.countries.get(key), party.sectors
    if not sectors and day is not None and report.date_precision in DATED:
        sectors = sectors_on(day, key, known.seen.get(key, ()))
    basis: Basis = "office" if sectors != party.sectors else party.basis
    return replace(party, party_id=key, country=country, sectors=sectors, basis=basis)


def _told(
    row: dict[str, Any],
    parties: Sequence[ReportParty],
    counts: Sequence[Count],
    kinds: Mapping[str, PartyKind],
    known: _Known,
    decided: bool,
) -> Told:
    identity = row.pop("id")
    beside = {key: row.pop(key) for key in BESIDE}
    point = {field: row.pop(column) for column, field in PLACE.items()}
    place = Place(**point) if row.pop("place_id") is not None else None
    report = Report(**_tupled(row), parties=tuple(parties), place=place, counts=tuple(counts))
    assert report.id == identity  # a stored report is the record it was stored from
    as_known = tuple(_known_party(p, report, known) for p in parties)
    return Told(
        report=report,
        outlet=beside["outlet"],
        known=as_known,
        kinds={p.party_id: kinds[told.party_id] for p, told in zip(as_known, parties, strict=True)},
        words=frozenset(beside["words"] or ()),
        trigger=frozenset(beside["trigger_words"] or ()),
        names=frozenset(beside["names"] or ()),
        published=beside["published"],
        decided=decided,
    )


def _tupled(row: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
