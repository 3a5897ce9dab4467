"""What must agree beside the name."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from tasks.identity.likeness import WEAK, likeness
from tasks.identity.telling import Different, Likeness, Same, Telling
from tests.identity.people import body, held, person

MARCH, MAY, LATER = date(2021, 3, 1), date(2021, 5, 1), date(2023, 3, 1)
MINISTER = "defence minister"


def alike(one: Telling, other: Telling) -> Likeness:
    found = likeness(one, other)
    assert found == likeness(other, one)
    return found


def test_spellings_of_a_name_in_one_country_are_one_person() -> None:
    found = alike(person("Farrukh Qodirov"), person("Farrukh Kodirov", MINISTER))
    assert found == Same(2, "same name in another spelling")


def test_the_office_is_part_of_the_reason() -> None:
    found = alike(person("Farrukh Qodirov", MINISTER), person("Farrukh Kodirov", "defense chief"))
    assert found == Same(2, "same name in another spelling, defence minister too")


def test_people_of_different_countries_are_two() -> None:
    found = alike(person("Farrukh Qodirov"), person("Farrukh Kodirov", country="UZB"))
    assert isinstance(found, Different)


def test_people_of_sectors_that_exclude_each_other_are_two() -> None:
    rebel = person("Farrukh Kodirov", sectors=frozenset({"REB"}))
    assert isinstance(alike(person("Farrukh Qodirov"), rebel), Different)
    officer = person("Farrukh Kodirov", sectors=frozenset({"MIL"}))
    assert isinstance(alike(person("Farrukh Qodirov"), officer), Same)


def test_offices_of_one_time_exclude_each_other() -> None:
    one = person("Farrukh Qodirov", held(MINISTER, MARCH))
    other = person("Farrukh Kodirov", held("foreign minister", MAY))
    assert alike(one, other) == Different("offices that exclude each other")
    undated = person("Farrukh Kodirov", "foreign minister")
    assert isinstance(alike(one, undated), Different)


def test_offices_of_different_times_do_not_exclude_each_other() -> None:
    one = person("Farrukh Qodirov", held(MINISTER, MARCH))
    other = person("Farrukh Kodirov", held("foreign minister", LATER))
    assert isinstance(alike(one, other), Same)


def test_two_offices_that_one_is_seen_to_hold_together_do_not_exclude_each_other() -> None:
    one = person("Farrukh Qodirov", held(MINISTER, MARCH), held("foreign minister", MARCH))
    other = person("Farrukh Kodirov", held("foreign minister", MARCH))
    assert isinstance(alike(one, other), Same)


def test_offices_that_many_hold_do_not_exclude_each_other() -> None:
    one, other = person("Farrukh Qodirov", "lawmaker"), person("Farrukh Kodirov", "mayor")
    assert isinstance(alike(one, other), Same)


@pytest.mark.parametrize(("one", "other"), [
    ("Oleg Petrovich Zimin", "Oleg Zimin"),
    ("Abdolkarim Sadri", "Adbolkarim Sadri"),
])  # fmt: skip
def test_less_of_a_name_needs_a_sector_in_common(one: str, other: str) -> None:
    assert isinstance(alike(person(one), person(other)), Same)
    nobody = frozenset[str]()
    assert alike(person(one), person(other, sectors=nobody)) is None


@pytest.mark.parametrize(
    ("one", "other"),
    [("O. Zimin", "Oleg Zimin"), ("Baek Min-ho", "Min-ho Baek"),
     ("Amir Tavakoli", "Reza Amir Tavakoli")],
)  # fmt: skip
def test_still_less_of_a_name_needs_an_office_in_common(one: str, other: str) -> None:
    assert alike(person(one), person(other, MINISTER)) is None
    assert isinstance(alike(person(one, "general"), person(other, "general")), Same)


def test_a_surname_alone_may_be_whoever_has_the_office() -> None:
    full = person("Oleg Zimin", MINISTER)
    found = alike(person("Zimin", MINISTER), full)
    assert found == Same(WEAK, "surname alone, defence minister too")
    assert isinstance(alike(person("Zimin"), full), Same)
    assert alike(person("Zimin", "lawmaker"), full) is None
    assert alike(person("Zimin", sectors=frozenset()), full) is None


def test_a_name_without_a_country_may_be_whoever_has_the_name() -> None:
    stateless = person("Farrukh Kodirov", country=None, sectors=frozenset())
    found = alike(stateless, person("Farrukh Qodirov"))
    assert found == Same(WEAK, "same name in another spelling, no country told")
    assert alike(person("Kodirov", country=None), person("Farrukh Qodirov")) is None
    assert alike(person("F. Kodirov", MINISTER, country=None), person("Farrukh Qodirov")) is None


def test_two_without_a_country_are_one_only_by_the_full_name() -> None:
    one = person("Oleg Petrovich Zimin", country=None)
    assert alike(one, person("Oleg Zimin", country=None)) is None
    assert isinstance(alike(one, person("Oleh Petrovych Zimin", country=None)), Different)
    assert isinstance(alike(one, person("Oleg Petrovitch Zimin", country=None)), Same | None)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Tajik Defense Ministry", "the Tajik defence ministry"), ("S.W.A. Union", "SWA union")],
)
def test_a_body_is_one_but_for_how_it_is_written(one: str, other: str) -> None:
    assert alike(body(one), body(other)) == Same(1, "same name")


def test_bodies_of_one_name_are_two_in_two_countries_or_kinds() -> None:
    assert isinstance(
        alike(body("National Front"), body("National Front", country="UZB")), Different
    )
    assert isinstance(
        alike(body("National Front"), body("National front", kind="group")), Different
    )
    assert alike(body("National Front"), body("National front", country=None)) is None


def test_a_wikidata_entry_settles_it() -> None:
    one = body("Somon Front", wikidata_id="Q1")
    assert isinstance(alike(one, body("Front of Somon", wikidata_id="Q1")), Same)
    assert isinstance(alike(one, body("Somon front", wikidata_id="Q2")), Different)


def test_a_body_is_one_with_the_short_form_that_an_article_tells() -> None:
    names = frozenset({"Somon Farmers Union", "SFU"})
    found = alike(body("Somon Farmers Union", aliases=names), body("SFU"))
    assert found == Same(5, "one article tells both names")
    assert alike(body("Somon Farmers Union"), body("SFU")) is None


def test_what_is_alike_shares_a_key() -> None:
    some = [
        person("Farrukh Qodirov", MINISTER),
        person("Farrukh Kodirov", MINISTER),
        person("F. Kodirov", MINISTER),
        person("Kodirov", MINISTER),
        person("Farrukh Kodirov", country=None),
        person("Kodirov Farrukh", MINISTER),
        person("Farrukh Rustam Kodirov", MINISTER),
        person("Farrukh Kodirov Badri", MINISTER),
        body("Somon Farmers Union", aliases=frozenset({"Somon Farmers Union", "SFU"})),
        body("the Somon farmers union"),
        body("SFU"),
    ]
    for one, other in combinations(some, 2):
        if isinstance(likeness(one, other), Same):
            mine, theirs = {*one.keys()}, {*other.keys()}
            sides = {key ^ 1 for key in mine if key & 3}
            assert {key for key in mine if not key & 3} & theirs or sides & theirs
