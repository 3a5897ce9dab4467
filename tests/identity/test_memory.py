"""What sightings in offices say of a party on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tasks.identity.memory import Sighting, sectors_on
from tasks.identity.telling import GRACE

FIRST, LAST = date(2020, 1, 10), date(2020, 9, 10)
DAY = timedelta(days=1)


def seen(who: str, day: date, office: str = "defence minister", **fields: object) -> Sighting:
    plain: dict[str, object] = {
        "country": "PER", "post": True, "single": True, "sectors": ("GOV", "MIL")}  # fmt: skip
    return Sighting(party_id=who, office=office, day=day, **(plain | fields))  # type: ignore[arg-type]


TERM = [seen("a", FIRST), seen("a", LAST)]
SUCCESSOR = [*TERM, seen("b", LAST + 20 * DAY)]


@pytest.mark.parametrize("day", [FIRST, date(2020, 5, 1), LAST, LAST + GRACE, FIRST - GRACE])
def test_an_office_is_held_between_its_sightings_and_a_little_around_them(day: date) -> None:
    assert sectors_on(day, "a", TERM) == ("GOV", "MIL")


@pytest.mark.parametrize("day", [LAST + GRACE + DAY, FIRST - GRACE - DAY])
def test_far_from_any_sighting_nothing_is_known(day: date) -> None:
    assert sectors_on(day, "a", TERM) == ()


def test_a_successor_ends_an_office() -> None:
    assert sectors_on(LAST + 19 * DAY, "a", SUCCESSOR) == ("GOV", "MIL")
    assert sectors_on(LAST + 20 * DAY, "a", SUCCESSOR) == ("ELI",)
    assert sectors_on(LAST + 900 * DAY, "a", SUCCESSOR) == ("ELI",)
    assert sectors_on(LAST + 20 * DAY, "b", SUCCESSOR) == ("GOV", "MIL")


def test_before_the_successor_has_the_office_nothing_is_known_of_the_successor() -> None:
    assert sectors_on(LAST, "b", SUCCESSOR) == ()


def test_whoever_has_another_office_is_no_former_official() -> None:
    moved = [*SUCCESSOR, seen("a", LAST + 40 * DAY, "senator", single=False, sectors=("LEG",))]
    assert sectors_on(LAST + 40 * DAY, "a", moved) == ("LEG",)
    assert sectors_on(LAST + 400 * DAY, "a", moved) == ("ELI",)


def test_an_office_that_many_hold_has_no_successor() -> None:
    many = [seen(who, day, "lawmaker", single=False, sectors=("LEG",))
            for who, day in (("a", FIRST), ("b", LAST))]  # fmt: skip
    assert sectors_on(LAST, "a", many) == ()


def test_the_same_office_of_another_country_is_another() -> None:
    other = [*TERM, seen("b", LAST + 20 * DAY, country="BOL")]
    assert sectors_on(LAST + 20 * DAY, "a", other) == ("GOV", "MIL")


def test_a_post_says_more_than_a_rank() -> None:
    ranked = [seen("a", FIRST, "general", post=False, single=False, sectors=("MIL",)), *TERM]
    assert sectors_on(FIRST, "a", ranked) == ("GOV", "MIL")


def test_nobody_else_is_meant() -> None:
    assert sectors_on(FIRST, "c", SUCCESSOR) == ()
