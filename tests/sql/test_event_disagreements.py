"""On what the reports of one event disagree, and which value the event takes."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tasks import database
from tasks.records import Count, Place
from tests.builders import use_home

VIEW = database.SQL / "views" / "event_disagreements.sql"
DAY = date(2023, 3, 4)
KAYES = Place(name="Kayes", country="MLI", geonames_id=1, lat=14.4, lon=-11.4)
NIORO = Place(name="Nioro", country=None, geonames_id=2, lat=15.2, lon=-9.6)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


def killed(least: int, most: int | None, start: int = 0) -> Count:
    return Count(kind="killed", start=start, end=start + 3, words="men", least=least, most=most)


def report(name: str, *counts: Count, parties: str = "p1", **fields: Any) -> dict[str, Any]:
    """Return a report of event e, published on the day that its name counts from DAY."""
    plain = {"event_type": "ASSAULT", "event_date": DAY, "date_precision": "day", "place": None}
    return plain | fields | {"id": name, "counts": counts, "parties": parties.split()}


def given(*reports: dict[str, Any], **event: Any) -> list[tuple[Any, ...]]:
    """Put the rows of one event and its reports into tables; return the rows of the view."""
    taken: dict[str, Any] = {
        "event_type": "ASSAULT",
        "event_date": DAY,
        "date_precision": "day",
        "place": None,
    }
    taken |= event
    with database.working() as connection:
        run = connection.execute
        for place in (KAYES, NIORO):
            run("INSERT INTO place (id, name, country) VALUES (?, ?, ?)",
                [place.id, place.name, place.country])  # fmt: skip
        for number, name in enumerate(("Amadou Keita", "Binta Sow", "B. Sow"), 1):
            run("INSERT INTO party BY NAME SELECT ? AS id, ? AS name, 'person' AS kind, "
                "[] AS sectors, NULL AS country", [f"p{number}", name])  # fmt: skip
        run("INSERT INTO event BY NAME SELECT 'e' AS id, $kind AS event_type, [] AS modes, "
            "[] AS contexts, 4 AS quad_class, 'actual' AS realis, $day AS event_date, "
            "$precision AS date_precision, $place AS place_id, 0.5 AS confidence, "
            "1 AS n_reports, 1 AS n_articles, 1 AS n_outlets",
            {"kind": taken["event_type"], "day": taken["event_date"],
             "precision": taken["date_precision"],
             "place": taken["place"].id if taken["place"] else None})  # fmt: skip
        run("INSERT INTO participant VALUES ('e', 'actor', 0, 'p1', NULL, [])")
        for number, one in enumerate(reports):
            _put(connection, one, number)
        run(VIEW.read_text(encoding="utf-8"))
        return run(
            "SELECT event_id, field, taken, list_transform(told, "
            "lambda one: (one.value, one.reports, one.report_ids)) "
            "FROM event_disagreements ORDER BY ALL"
        ).fetchall()


def _put(connection: database.Connection, one: dict[str, Any], number: int) -> None:
    run = connection.execute
    run("INSERT INTO article BY NAME SELECT $id AS id, $id AS url, 'o' AS outlet, 'en' AS language,"
        " $day::DATE + $number::INTEGER AS published_on, '' AS text, '' AS text_hash, "
        "[] AS captions", {"id": one["id"], "day": DAY, "number": number})  # fmt: skip
    run("INSERT INTO report BY NAME SELECT $id AS id, $id AS article_id, 0 AS sentence_start, "
        "1 AS sentence_end, 0 AS trigger_start, 1 AS trigger_end, $kind AS event_type, "
        "[] AS modes, [] AS contexts, 'actual' AS realis, $day AS event_date, "
        "$precision AS date_precision, $place AS place_id, 0.5 AS confidence, 'c' AS coder, "
        "'' AS explanation, DATE '2023-03-05' AS told_on",
        {"id": one["id"], "kind": one["event_type"], "day": one["event_date"],
         "precision": one["date_precision"],
         "place": one["place"].id if one["place"] else None})  # fmt: skip
    run("INSERT INTO event_report VALUES ('e', ?, 'r', '2023-03-05')", [one["id"]])
    for position, party in enumerate(one["parties"]):
        run("INSERT INTO report_party BY NAME SELECT ? AS report_id, 'actor' AS role, "
            "? AS position, ? AS party_id, 0 AS mention_start, 1 AS mention_end, "
            "'' AS mention_text, [] AS sectors, 'text' AS basis, [] AS chain, "
            "DATE '2023-03-05' AS told_on",
            [one["id"], position, party])  # fmt: skip
    for count in one["counts"]:
        run("INSERT INTO report_count VALUES (?, ?, ?, ?, ?, ?, ?, '2023-03-05')",
            [one["id"], count.kind, count.start, count.end, count.words, count.least,
             count.most])  # fmt: skip


def test_reports_that_agree_or_leave_a_field_out_do_not_disagree() -> None:
    silent = report("r2", event_date=None, date_precision="unknown")
    assert given(report("r1", killed(2, 2), place=KAYES), silent, place=KAYES) == []


def test_a_date_is_told_with_its_precision_and_most_come_first() -> None:
    reports = [
        report("r1", event_date=date(2023, 3, 5)),
        report("r2", event_date=date(2023, 3, 1), date_precision="month"),
        report("r3"),
        report("r4", event_date=date(2023, 3, 5)),
        report("r5", event_date=date(2023, 2, 27), date_precision="week"),
        report("r6", event_date=date(2023, 1, 1), date_precision="year"),
    ]
    assert given(*reports) == [
        (
            "e",
            "date",
            "2023-03-04",
            [
                ("2023-03-05", 2, ["r1", "r4"]),
                ("2023", 1, ["r6"]),
                ("2023-03", 1, ["r2"]),
                ("2023-03-04", 1, ["r3"]),
                ("week of 2023-02-27", 1, ["r5"]),
            ],
        )
    ]


def test_places_and_types_are_told_apart() -> None:
    reports = report("r1", place=KAYES), report("r2", place=NIORO, event_type="PROTEST")
    assert given(*reports, place=KAYES) == [
        ("e", "place", "Kayes (MLI)", [("Kayes (MLI)", 1, ["r1"]), ("Nioro", 1, ["r2"])]),
        ("e", "type", "ASSAULT", [("ASSAULT", 1, ["r1"]), ("PROTEST", 1, ["r2"])]),
    ]


def test_counts_add_up_within_a_report_and_the_last_published_is_taken() -> None:
    reports = [
        report("r1", killed(2, 2)),
        report("r2", killed(0, 5)),
        report("r3", killed(3, 6)),
        report("r0", killed(2, 2), killed(3, None, start=9)),
    ]
    assert given(*reports) == [
        (
            "e",
            "killed",
            "at least 5",
            [
                ("2", 1, ["r1"]),
                ("3 to 6", 1, ["r3"]),
                ("at least 5", 1, ["r0"]),
                ("at most 5", 1, ["r2"]),
            ],
        )
    ]


def test_participants_differ_where_they_are_other_people_not_where_one_is_called_otherwise() -> (
    None
):
    with database.working() as connection:
        connection.execute(
            "INSERT INTO identity BY NAME SELECT 'p3' AS party_id, 'p2' AS same_as, "
            "'' AS reason, [] AS offices, [] AS block_keys, 'm' AS method"
        )
    reports = [
        report("r1"),
        report("r2", parties="p2 p1"),
        report("r3", parties="p1 p3"),
    ]
    assert given(*reports) == [
        (
            "e",
            "participants",
            "Amadou Keita",
            [("Amadou Keita, Binta Sow", 2, ["r2", "r3"]), ("Amadou Keita", 1, ["r1"])],
        )
    ]
