"""Events with the codebook's field names."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tasks import database
from tasks.merge import merge
from tasks.publish import publish
from tasks.records import Count, Place
from tasks.report.export import plover
from tasks.store import store
from tasks.summarise import summarise
from tests.builders import article, coding, party, report, use_home

pytestmark = pytest.mark.usefixtures("kept_open")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


def exported(**fields: Any) -> list[dict[str, Any]]:
    """Store one meeting told by two articles; return what is exported."""
    asa = party(sectors=("GOV", "MIL", "SPY"))
    bo = party(name="Bo", country=None, wikidata_id="Q1")
    pairs = []
    for url, confidence in (("u1", 0.4), ("u2", 0.9)):
        of = article(url=url, title=None, license="CC BY 4.0")
        met = report(of=of, actors=(asa,), recipients=(bo,), confidence=confidence, **fields)
        pairs.append((of, coding(of=of, reports=(met,), parties=(asa, bo))))
    store.fn("run", [of for of, _ in pairs], [made for _, made in pairs], [], [])
    merge.fn()
    summarise.fn()
    publish.fn()
    rows = database.rows_as_dicts(database.query(database.statement("export_plover")))
    return [json.loads(line) for line in plover(rows)]


def test_an_event_has_the_codebooks_fields() -> None:
    (event,) = exported()
    assert event["date"] == "2023-03-04"
    assert event["event"] == ["CONSULT"]
    assert event["quad_code"] == 1
    assert event["actor"] == [
        {"code": "SWE", "sector": "GOVMIL", "entity_text": "Asa", "identifier_text": "Asa"}
    ]
    assert event["event_text"] == ["Minister Asa met Minister Bo."] * 2
    assert event["text_info"] == [{"start": 0, "end": 29}] * 2


def test_what_is_unknown_is_left_out() -> None:
    (event,) = exported()
    assert event["recipient"] == [
        {"sector": "GOV", "entity_text": "Bo", "identifier_id": "Q1", "identifier_text": "Bo"}
    ]
    assert "event_loc" not in event
    assert "comment" not in event
    assert "title" not in event["cite_info"][0]


def test_the_surest_report_is_cited_first() -> None:
    (event,) = exported()
    assert [citation["url"] for citation in event["cite_info"]] == ["u2", "u1"]


def test_a_place_goes_by_its_geonames_id() -> None:
    place = Place(name="Oslo", country="NOR", geonames_id=3143244, lat=59.9, lon=10.7)
    (event,) = exported(place=place, place_basis="text")
    assert event["event_loc"] == {
        "resolved_place": "Oslo",
        "geonameid": 3143244,
        "lat": 59.9,
        "lon": 10.7,
        "country_code": "NOR",
    }


@pytest.mark.parametrize(
    ("feature", "resolution"), [("PCLI", 1), ("ADM1", 2), ("ADM2", 3), ("PPL", 4), ("AIRP", 5)]
)
def test_a_place_says_how_fine_it_is(feature: str, resolution: int) -> None:
    (event,) = exported(
        place=Place(name="Ketu", country="NGA", feature=feature), place_basis="text"
    )
    assert event["event_loc"]["resolution"] == resolution


@pytest.mark.parametrize(
    ("least", "most", "size"),
    [(12, 12, 12), (12, None, "12 or more"), (12, 15, "12-15"), (0, 15, "up to 15")],
)
def test_people_are_counted_by_the_codebooks_names(
    least: int, most: int | None, size: int | str
) -> None:
    killed = Count(kind="killed", least=least, most=most, start=0, end=3, words="Min")
    counts = (killed, replace(killed, kind="freed"))
    (event,) = exported(event_type="ASSAULT", counts=counts)
    assert event["size"] == {"dead": size, "freed": size}


def test_where_nobody_is_counted_there_is_no_size() -> None:
    assert "size" not in exported()[0]


def test_an_undated_event_has_no_date_and_says_why() -> None:
    events = exported(event_date=None, date_precision="unknown", date_basis=None)
    assert [event["date"] for event in events] == [None, None]
    assert all(event["comment"].startswith("undated") for event in events)


@pytest.mark.parametrize(
    ("precision", "first", "last"),
    [
        ("week", date(2023, 12, 25), "2023-12-31"),
        ("month", date(2024, 2, 1), "2024-02-29"),
        ("year", date(2023, 1, 1), "2023-12-31"),
    ],
)
def test_a_period_ends_on_its_last_day(precision: str, first: date, last: str) -> None:
    (event,) = exported(date_precision=precision, event_date=first)
    assert (event["date"], event["enddate"]) == (first.isoformat(), last)


def test_a_day_has_no_other_end() -> None:
    (event,) = exported()
    assert "enddate" not in event


def test_what_is_still_to_come_says_so_in_the_context() -> None:
    (event,) = exported(realis="future", contexts=("diplomatic",))
    assert event["context"] == ["diplomatic", "future"]


def test_a_store_without_events_exports_no_line() -> None:
    assert list(plover([])) == []


def test_a_month_is_not_passed_off_as_a_day() -> None:
    (event,) = exported(date_precision="month", event_date=date(2023, 3, 1))
    assert event["date_precision"] == "month"
    assert "first day of the month" in event["comment"]
