"""Who held which office when, as articles show it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tasks.summarise import summarise
from tests.builders import use_home
from tests.telling import Meeting, Who, ask, tell

GUEST = Who("Ana Ruiz", "PER")
SPRING, SUMMER, LATER = date(2020, 3, 1), date(2020, 6, 1), date(2023, 3, 1)


pytestmark = pytest.mark.usefixtures("kept_open")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


def minister(name: str, title: str = "defence minister", **fields: Any) -> Who:
    return Who(name, title=title, **({"sectors": ("GOV", "MIL")} | fields))


def holders(columns: str) -> list[tuple[Any, ...]]:
    summarise.fn()
    return ask(f"SELECT {columns} FROM office_holders ORDER BY ALL")


def test_a_minister_and_the_successor_are_two_people_in_one_office() -> None:
    tell(
        Meeting("a", minister("Farrukh Qodirov"), GUEST, SPRING),
        Meeting("b", minister("Farrukh Qodirov", "minister of defense"), GUEST, SUMMER),
        Meeting("c", minister("Olim Sharifov", "defense chief"), GUEST, LATER),
    )
    assert holders("title, name, country, sectors, first_seen, last_seen, articles") == [
        ("defence minister", "Farrukh Qodirov", "TJK", ["GOV", "MIL"], SPRING, SUMMER, 2),
        ("defence minister", "Olim Sharifov", "TJK", ["GOV", "MIL"], LATER, LATER, 1),
    ]


def test_all_tellings_of_a_party_are_one_holder() -> None:
    tell(
        Meeting("a", minister("Farrukh Qodirov"), GUEST, SPRING),
        Meeting("b", minister("Farrukh Kodirov"), GUEST, SUMMER),
    )
    assert holders("first_seen, last_seen, articles") == [(SPRING, SUMMER, 2)]


def test_the_words_that_say_so_first_and_last_are_the_evidence() -> None:
    tell(
        Meeting("a", minister("Farrukh Qodirov"), GUEST, SUMMER),
        Meeting("b", minister("Farrukh Qodirov", "minister of defense"), GUEST, SPRING),
    )
    holders("1")
    words = (
        "SELECT substr(first.text, first_start + 1, first_end - first_start), "
        "substr(last.text, last_start + 1, last_end - last_start) FROM office_holders "
        "JOIN article AS first ON first.id = first_article_id "
        "JOIN article AS last ON last.id = last_article_id"
    )
    assert ask(words) == [("minister of defense", "defence minister")]


def test_an_undated_article_shows_an_office_on_no_day() -> None:
    tell(Meeting("a", minister("Farrukh Qodirov"), GUEST, None))
    assert holders("name, first_seen, last_seen, articles") == [("Farrukh Qodirov", None, None, 1)]
    tell(Meeting("b", minister("Farrukh Qodirov"), GUEST, SPRING))
    assert holders("first_seen, last_seen, articles") == [(SPRING, SPRING, 2)]


def test_a_rank_is_no_office() -> None:
    tell(Meeting("a", minister("Farrukh Qodirov", "general"), GUEST, SPRING))
    assert holders("title") == []


def test_the_office_is_of_the_country_that_any_article_tells() -> None:
    tell(
        Meeting("a", minister("Farrukh Qodirov"), GUEST, SPRING),
        Meeting("b", minister("Farrukh Qodirov", country=None), GUEST, SUMMER),
    )
    assert holders("country, articles") == [("TJK", 2)]
