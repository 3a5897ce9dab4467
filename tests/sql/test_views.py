"""What the views count once, twice and not at all, where one plain meeting does not show it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tasks import database
from tasks.merge import merge
from tasks.records import Party, Rejection
from tasks.store import store
from tasks.summarise import summarise
from tests.builders import article, coding, party, report, use_home

ASA, BO = party(), party(name="Bo", country="NOR")
MARCH = date(2023, 3, 1)
COUNTS = "actor_country, recipient_country, month, events"


def minister(country: str | None) -> Party:
    """Return a third party that the text names."""
    return party(name="Minister", country=country, kind="organisation")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


def told(
    actors: tuple[Party, ...], recipients: tuple[Party, ...] = (), url: str = "u1", **fields: Any
) -> None:
    """Store an article with one report."""
    of = article(url=url)
    one = report(of=of, actors=actors, recipients=recipients, **fields)
    made = coding(of=of, reports=(one,), parties=tuple({*actors, *recipients}))
    store.fn("run", [of], [made], [], [])


def ask(sql: str) -> list[tuple[Any, ...]]:
    """Merge and summarise what was told, then run a query."""
    merge.fn()
    summarise.fn()
    with database.working() as connection:
        return connection.execute(sql).fetchall()


def view(name: str, columns: str) -> list[tuple[Any, ...]]:
    return ask(f"SELECT {columns} FROM {name} ORDER BY ALL")


def test_a_meeting_without_host_counts_both_ways() -> None:
    told((ASA, BO))
    assert view("dyad_month", COUNTS) == [("NOR", "SWE", MARCH, 1), ("SWE", "NOR", MARCH, 1)]


def test_guests_of_one_host_act_on_the_host_and_not_on_each_other() -> None:
    told((ASA, minister("FIN")), (BO,))
    assert view("dyad_month", COUNTS) == [("FIN", "NOR", MARCH, 1), ("SWE", "NOR", MARCH, 1)]


def test_a_meeting_of_compatriots_is_no_dyad() -> None:
    told((ASA,), (minister("SWE"),))
    assert view("dyad_month", COUNTS) == []


def test_two_actors_of_one_country_are_one_event_of_the_country() -> None:
    told((ASA, minister("SWE")), (BO,))
    assert view("country_month", "country, events, reports") == [("SWE", 1, 1)]
    assert view("dyad_month", COUNTS) == [("SWE", "NOR", MARCH, 1)]
    assert view("actor_month", "party, events") == [("Asa", 1), ("Minister", 1)]


def test_an_actor_without_country_is_in_no_country_month() -> None:
    told((minister(None),), (BO,))
    assert view("country_month", "country") == []
    assert view("actor_month", "party, country") == [("Minister", None)]


def test_an_event_with_two_recipients_counts_toward_the_first() -> None:
    told((ASA,), (BO, minister("AUT")))
    assert view("actor_month", "top_recipient") == [("NOR",)]
    assert view("country_month", "top_recipient") == [("NOR",)]


@pytest.mark.parametrize(
    ("precision", "months"),
    [("day", [(MARCH,)]), ("week", [(MARCH,)]), ("month", [(MARCH,)]), ("year", [])],
)
def test_an_event_is_in_a_month_only_where_its_date_says_which(
    precision: str, months: list[tuple[date]]
) -> None:
    told((ASA,), (BO,), event_date=MARCH, date_precision=precision)
    for name in ("actor_month", "country_month", "dyad_month", "event_type_month"):
        assert view(name, "month") == months, name


def test_an_outlet_that_tells_of_two_events_is_one_outlet() -> None:
    told((ASA,), (BO,))
    told((ASA,), (BO,), url="u2", event_type="AID")
    for name in ("actor_month", "country_month", "dyad_month"):
        assert view(name, "events, outlets") == [(2, 1)], name


def test_the_mean_score_is_the_mean_over_events_not_reports() -> None:
    told((ASA,), (BO,))
    told((ASA,), (BO,), url="u2")
    told((ASA,), (BO,), url="u3", event_type="ASSAULT")
    ((expected,),) = ask("SELECT round(avg(plover_score), 2) FROM event")
    assert view("actor_month", "events, reports, mean_score") == [(2, 3, expected)]


def test_event_ids_open_down_to_the_sentences() -> None:
    told((ASA,), (BO,))
    told((ASA,), (BO,), url="u2")
    rows = ask(
        "SELECT url FROM event_evidence JOIN actor_month"
        " ON list_contains(actor_month.event_ids, event_evidence.event_id) ORDER BY url"
    )
    assert rows == [("u1",), ("u2",)]


def test_the_latest_event_comes_first() -> None:
    told((ASA,), (BO,), event_date=date(2023, 3, 3))
    told((ASA,), (BO,), url="u2", event_date=date(2023, 3, 5))
    told((ASA,), (BO,), url="u3")
    days = ask("SELECT day(event_date) FROM latest_events")
    assert days == [(5,), (4,), (3,)]


def test_an_article_without_day_is_covered_under_no_month() -> None:
    of = article(published_on=None, published_basis=None)
    store.fn("run", [of], [coding(of=of)], [], [])
    assert view("source_month", "outlet, month, articles") == [("Example", None, 1)]


def test_losses_are_counted_by_stage_and_reason() -> None:
    losses = [
        Rejection(stage="fetch", subject="u2", reason="gone", detail="u2 is gone."),
        Rejection(stage="fetch", subject="u1", reason="gone", detail="u1 is gone."),
        Rejection(stage="discover", subject="u3", reason="gone", detail="u3 is gone."),
    ]
    store.fn("run", [], [], losses, [])
    columns = "stage, reason, losses, example"
    assert view("rejection_reasons", columns) == [
        ("discover", "gone", 1, "u3"),
        ("fetch", "gone", 2, "u1"),
    ]


def test_a_party_on_both_sides_takes_part_in_one_event() -> None:
    told((minister(None),), (minister(None),))
    assert view("unresolved_parties", "name, events, len(event_ids)") == [("Minister", 1, 1)]


def test_a_view_that_is_no_longer_ours_is_gone() -> None:
    with database.working() as connection:
        connection.execute("CREATE VIEW outdated AS SELECT 1")
    names = ask("SELECT view_name FROM duckdb_views() WHERE NOT internal")
    assert {name for (name,) in names} == {path.stem for path in database.sql_files("views")}
