"""Monthly summaries by actor, country, sector and dyad: given rows, expected rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tasks import database
from tasks.identify import identify
from tasks.merge import merge
from tasks.records import Party
from tasks.store import store
from tasks.summarise import summarise
from tests.builders import article, coding, party, report, use_home
from tests.telling import Meeting, Who, tell

ASA, BO = party(), party(name="Bo", country="NOR")
POLICE = party(name="Minister", sectors=("GOV", "COP"))
NOBODY = party(name="Minister", country=None, kind="group", sectors=("REB",))
DECEMBER, JANUARY, FEBRUARY, MARCH = (
    date(2022, 12, 1),
    date(2023, 1, 1),
    date(2023, 2, 1),
    date(2023, 3, 1),
)
MONTHLY = ("actor_month", "country_month", "sector_month", "dyad_month")
FILLED = tuple(f"{name}_filled" for name in MONTHLY)
KEYS = {
    "actor_month": "party",
    "country_month": "country",
    "sector_month": "sector",
    "dyad_month": "actor_country",
}


pytestmark = pytest.mark.usefixtures("kept_open")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


def told(
    day: date | None = MARCH,
    actors: tuple[Party, ...] = (ASA,),
    recipients: tuple[Party, ...] = (BO,),
    *,
    url: str | None = None,
    outlet: str = "Example",
    **fields: Any,
) -> None:
    """Store an article of the day with one report: Asa met Bo, unless told otherwise."""
    of = article(url=url or f"u{day}", outlet=outlet, published_on=day)
    one = report(of=of, actors=actors, recipients=recipients, event_date=day, **fields)
    made = coding(of=of, reports=(one,), parties=tuple({*actors, *recipients}))
    store.fn("run", [of], [made], [], [])


def answers(*queries: str) -> list[list[tuple[Any, ...]]]:
    """Identify, merge and summarise what was told, then run queries."""
    identify.fn()
    merge.fn()
    summarise.fn()
    with database.working() as connection:
        return [connection.execute(query).fetchall() for query in queries]


def ask(query: str) -> list[tuple[Any, ...]]:
    return answers(query)[0]


def view(name: str, columns: str) -> list[tuple[Any, ...]]:
    return ask(f"SELECT {columns} FROM {name} ORDER BY ALL")


def test_an_actor_month_adds_up_events_reports_outlets_and_classes() -> None:
    told(url="u1")
    told(url="u2", outlet="Other")
    told(url="u3", event_type="ACCUSE")
    told(url="u4", event_type="ASSAULT", outlet="Third")
    told(url="u5", event_type="AID")
    columns = (
        "party, country, month, events, reports, verbal_cooperation, material_cooperation,"
        " verbal_conflict, material_conflict, outlets, len(event_ids)"
    )
    assert view("actor_month", columns) == [("Asa", "SWE", MARCH, 4, 5, 1, 1, 1, 1, 3, 4)]


@pytest.mark.parametrize("name", [*MONTHLY, *FILLED, "dyad_month_by_rule"])
def test_the_drill_down_keys_are_the_events_of_the_row_in_order(name: str) -> None:
    told(url="u1")
    told(url="u2", event_type="ACCUSE")
    told(url="u3", actors=(BO,), recipients=(ASA,), event_type="AID")
    expected, rows = answers(
        "SELECT id FROM event WHERE event_type <> 'AID' ORDER BY id",
        f"SELECT event_ids FROM {name} ORDER BY len(event_ids) DESC",
    )
    assert rows[0] == ([id for (id,) in expected],)


@pytest.mark.parametrize("suffix", ["", "_filled"])
@pytest.mark.parametrize("name", MONTHLY)
def test_one_actor_or_one_month_asked_for_is_as_in_the_whole(name: str, suffix: str) -> None:
    told(url="u1")
    told(url="u2", outlet="Other")
    told(JANUARY, url="u3", actors=(BO,), recipients=(ASA,))
    query = f"SELECT month, {KEYS[name]}, v FROM {name}{suffix} AS v"
    month, key = f"month = '{MARCH}'", f"{KEYS[name]} IN ('Asa', 'SWE', 'GOV')"
    whole, of_month, of_key = answers(
        query + " ORDER BY ALL",
        f"{query} WHERE {month} ORDER BY ALL",
        f"{query} WHERE {key} ORDER BY ALL",
    )
    assert of_month == [row for row in whole if row[0] == MARCH] != []
    assert of_key == [row for row in whole if row[1] in ("Asa", "SWE", "GOV")] != []


def test_of_recipients_met_equally_often_the_first_by_code_is_the_top() -> None:
    told(url="u1", event_type="AID")
    told(url="u2", event_type="AID", recipients=(party(name="Bo", country="AUT"),))
    assert view("actor_month", "events, top_recipient") == [(2, "AUT")]
    told(url="u3", event_type="ACCUSE")
    assert view("actor_month", "events, top_recipient") == [(3, "NOR")]


@pytest.mark.parametrize("name", [*MONTHLY, *FILLED])
def test_what_acts_on_nobody_has_no_top_recipient_and_no_dyad(name: str) -> None:
    told(recipients=())
    dyad = name.startswith("dyad")
    assert view(name, "count(*)") == [(0 if dyad else 1,)]
    if not dyad:
        assert view(name, "events, top_recipient") == [(1, None)]


def test_an_actor_of_two_sectors_stands_in_both() -> None:
    told(actors=(POLICE,))
    assert view("sector_month", "country, sector, month, events") == [
        ("SWE", "COP", MARCH, 1),
        ("SWE", "GOV", MARCH, 1),
    ]


def test_two_actors_of_one_sector_and_country_are_one_event_of_it() -> None:
    told(actors=(ASA, party(name="Minister")))
    assert view("sector_month", "country, sector, events, reports, outlets") == [
        ("SWE", "GOV", 1, 1, 1)
    ]


def test_a_sector_is_counted_where_the_country_is_unknown_and_none_where_none_is_told() -> None:
    told(actors=(NOBODY,), url="u1")
    told(actors=(party(sectors=()),), url="u2", event_type="ACCUSE")
    assert view("sector_month", "country, sector, events") == [(None, "REB", 1)]
    assert view("sector_month_filled", "country, sector, events") == [(None, "REB", 1)]


def test_an_actors_silent_months_are_zeros_between_its_first_and_last() -> None:
    told(date(2022, 12, 31))
    told(date(2023, 3, 2))
    told(date(2022, 11, 5), actors=(BO,), recipients=(ASA,))
    columns = "month, events, reports, verbal_cooperation, outlets, mean_score, event_ids = []"
    ((score,),) = ask("SELECT DISTINCT plover_score FROM event")
    rows = ask(f"SELECT {columns} FROM actor_month_filled WHERE party = 'Asa' ORDER BY month")
    assert rows == [
        (DECEMBER, 1, 1, 1, 1, score, False),
        (JANUARY, 0, 0, 0, 0, None, True),
        (FEBRUARY, 0, 0, 0, 0, None, True),
        (MARCH, 1, 1, 1, 1, score, False),
    ]
    assert ask("SELECT month, events FROM actor_month_filled WHERE party = 'Bo'") == [
        (date(2022, 11, 1), 1)
    ]


def test_an_actor_without_country_has_zeros_too() -> None:
    told(JANUARY, actors=(NOBODY,))
    told(MARCH, actors=(NOBODY,))
    columns = "party, country, month, events"
    assert view("actor_month_filled", columns) == [
        ("Minister", None, JANUARY, 1),
        ("Minister", None, FEBRUARY, 0),
        ("Minister", None, MARCH, 1),
    ]


@pytest.mark.parametrize("name", ["country_month", "sector_month", "dyad_month"])
def test_others_have_zeros_in_every_month_of_the_data(name: str) -> None:
    told(FEBRUARY)
    told(MARCH, actors=(BO,), recipients=(ASA,))
    told(DECEMBER, actors=(BO,), recipients=(ASA,))
    key = "actor_country" if name == "dyad_month" else "country"
    rows = ask(f"SELECT {key}, month, events FROM {name}_filled ORDER BY ALL")
    assert rows == [
        ("NOR", DECEMBER, 1),
        ("NOR", JANUARY, 0),
        ("NOR", FEBRUARY, 0),
        ("NOR", MARCH, 1),
        ("SWE", DECEMBER, 0),
        ("SWE", JANUARY, 0),
        ("SWE", FEBRUARY, 1),
        ("SWE", MARCH, 0),
    ]


@pytest.mark.parametrize("name", MONTHLY)
def test_the_months_with_events_are_the_same_with_and_without_zeros(name: str) -> None:
    told(DECEMBER)
    told(MARCH, actors=(BO, NOBODY), recipients=(ASA,))
    told(MARCH, url="u9", event_type="ASSAULT")
    plain, filled = answers(
        f"SELECT * FROM {name} ORDER BY ALL",
        f"SELECT * EXCLUDE (articles) FROM {name}_filled WHERE events > 0 ORDER BY ALL",
    )
    assert plain == filled != []


def test_a_month_says_how_many_articles_were_published_in_it() -> None:
    told(DECEMBER, url="u1")
    told(MARCH, url="u2")
    silent = [article(url="u3"), article(url="u4", published_on=None, published_basis=None)]
    store.fn("run", silent, [coding(of=one) for one in silent], [], [])
    expected = [(DECEMBER, 1), (JANUARY, 0), (FEBRUARY, 0), (MARCH, 2)]
    names = ("covered_month", *FILLED)
    found = answers(*(f"SELECT month, articles FROM {name} ORDER BY ALL" for name in names))
    assert dict(zip(names, found, strict=True)) == dict.fromkeys(names, expected)


def test_without_a_dated_event_no_month_is_covered() -> None:
    told(None, date_precision="unknown", date_basis=None)
    names = ("covered_month", *MONTHLY, *FILLED, "dyad_month_by_rule")
    assert answers(*(f"FROM {name}" for name in names)) == [[]] * len(names)


RULED = "rule, actor_country, recipient_country, counted"


def test_what_two_outlets_tell_is_two_reports_and_one_event() -> None:
    told(url="u1")
    told(url="u2", outlet="Other")
    columns = "rule, month, counted, verbal_cooperation, len(event_ids)"
    assert view("dyad_month_by_rule", columns) == [
        ("events", MARCH, 1, 1, 1),
        ("one a day", MARCH, 1, 1, 1),
        ("reports", MARCH, 2, 2, 1),
    ]


def test_two_events_of_one_day_type_and_dyad_are_one_a_day() -> None:
    told(url="u1", event_type="AID")
    told(url="u2", event_type="AID", actors=(party(name="Minister"),))
    told(date(2023, 3, 2), url="u3", event_type="AID")
    told(url="u4", event_type="ASSAULT")
    columns = "rule, counted, material_cooperation, material_conflict, len(event_ids)"
    assert view("dyad_month_by_rule", columns) == [
        ("events", 4, 3, 1, 4),
        ("one a day", 3, 2, 1, 4),
        ("reports", 4, 3, 1, 4),
    ]


def test_a_month_is_not_its_first_day() -> None:
    told(url="u1")
    told(url="u2", date_precision="month")
    assert [row[3] for row in view("dyad_month_by_rule", RULED)] == [2, 2, 2]


def test_every_rule_counts_a_meeting_without_host_both_ways() -> None:
    told(actors=(ASA, BO), recipients=())
    assert view("dyad_month_by_rule", RULED) == [
        (rule, *dyad, 1)
        for rule in ("events", "one a day", "reports")
        for dyad in (("NOR", "SWE"), ("SWE", "NOR"))
    ]


def test_no_rule_counts_guests_of_a_host_or_compatriots_as_a_dyad() -> None:
    told(actors=(ASA, party(name="Minister", country="FIN")), url="u1", event_type="AID")
    told(actors=(ASA,), recipients=(party(name="Minister"),), url="u2", event_type="AID")
    dyads = {row[1:3] for row in view("dyad_month_by_rule", RULED)}
    assert dyads == {("FIN", "NOR"), ("SWE", "NOR")}


@pytest.mark.parametrize("fields", [{"realis": "historical"}, {"date_precision": "year"}])
def test_no_rule_counts_what_is_in_no_month(fields: dict[str, Any]) -> None:
    told(**fields)
    assert view("dyad_month_by_rule", "*") == []


def test_a_country_that_one_report_leaves_out_is_known_from_another() -> None:
    guest = Who("Ana Ruiz", "PER")
    host = Who("Farrukh Qodirov", title="defence minister")
    tell(Meeting("a", guest, host), Meeting("b", guest, replace(host, country=None), JANUARY))
    columns = "rule, month, actor_country, recipient_country, counted"
    assert view("dyad_month_by_rule", columns) == [
        (rule, month, "PER", "TJK", 1)
        for rule in ("events", "one a day", "reports")
        for month in (JANUARY, MARCH)
    ]


@pytest.mark.parametrize("folder", ["views", "examples"])
def test_an_empty_database_gives_no_row_and_no_error(folder: str) -> None:
    ask("SELECT 1")
    with database.working() as connection:
        for path in database.sql_files(folder):
            sql = (
                path.read_text(encoding="utf-8") if folder == "examples" else f'FROM "{path.stem}"'
            )
            assert connection.execute(sql).fetchall() == [], path.stem
