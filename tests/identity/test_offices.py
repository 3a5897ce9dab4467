"""Titles that are one office, and offices that one person holds at a time."""

from __future__ import annotations

import pytest

from tasks.identity.offices import office_of


@pytest.mark.parametrize(
    "title",
    [
        "defence minister",
        "defense minister",
        "Minister of Defense",
        "minister of national defence",
        "defence secretary",
        "defense chief",
    ],
)
def test_titles_of_one_minister(title: str) -> None:
    assert office_of(title).name == "defence minister"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("foreign minister", "external affairs minister"),
        ("foreign minister", "minister for foreign affairs"),
        ("interior minister", "home secretary"),
        ("prime minister", "premier"),
        ("army chief", "chief of the army staff"),
    ],
)
def test_other_words_for_an_office(one: str, other: str) -> None:
    assert office_of(one) == office_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("defence minister", "deputy defence minister"),
        ("foreign minister", "minister of state for foreign affairs"),
        ("foreign minister", "secretary of state"),
        ("culture minister", "sports minister"),
        ("president", "vice president"),
        ("secretary-general", "deputy secretary-general"),
        ("minister", "defence minister"),
        ("army chief", "navy commander"),
    ],
)
def test_offices_that_are_two(one: str, other: str) -> None:
    assert office_of(one).name != office_of(other).name


@pytest.mark.parametrize("title", ["president", "prime minister", "fisheries minister"])
def test_one_person_holds_it_at_a_time(title: str) -> None:
    assert office_of(title).single


@pytest.mark.parametrize(
    "title", ["deputy prime minister", "cabinet minister", "ambassador", "general", "lawmaker"]
)
def test_several_people_hold_it(title: str) -> None:
    assert not office_of(title).single


def test_a_rank_is_no_post() -> None:
    assert not office_of("brigadier general").post
    assert office_of("commander").post


def test_a_ministry_that_no_table_knows_has_its_minister() -> None:
    assert office_of("minister of lighthouses") == office_of("lighthouses minister")
    assert office_of("keeper of the lighthouse").name == "keeper of the lighthouse"
