"""Where a report without a place of its own happened, as far as the article tells."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.records import Basis, Report
from tests.events.reading import code


def at(report: Report) -> tuple[str | None, str | None, Basis | None]:
    place = report.place
    return (place.name, place.country, report.place_basis) if place else (None, None, None)


def of_type(text: str, *event_types: str) -> list[Report]:
    return [
        r for r in code(text, published=date(2024, 5, 15)).reports if r.event_type in event_types
    ]


def test_what_is_between_people_of_one_state_happened_there() -> None:
    (found,) = of_type("Peruvian police arrested three Peruvian miners.", "COERCE")
    assert at(found) == ("Peru", "PER", "inferred")


def test_it_happened_at_the_one_place_told_of_them() -> None:
    text = (
        "Peruvian police arrested three Peruvian miners in Lima. "
        "Peruvian police beat Peruvian students."
    )
    first, second = of_type(text, "COERCE", "ASSAULT")
    assert at(first) == ("Lima", "PER", "text")
    assert at(second) == ("Lima", "PER", "inferred")


def test_of_two_places_told_it_is_the_country() -> None:
    text = (
        "Peruvian police arrested three Peruvian miners in Lima. "
        "Peruvian police arrested four Peruvian nurses in Arequipa. "
        "Peruvian police beat Peruvian students."
    )
    *_, last = of_type(text, "COERCE", "ASSAULT")
    assert at(last) == ("Peru", "PER", "inferred")


def test_between_two_states_nothing_is_supposed() -> None:
    (found,) = of_type("Peruvian police arrested three Chilean miners.", "COERCE")
    assert at(found) == (None, None, None)


def test_between_two_states_the_one_place_told_of_them_holds() -> None:
    text = "Peru met Chile in Quito on Monday. Peru accused Chile of theft on Monday."
    (found,) = of_type(text, "ACCUSE")
    assert at(found) == ("Quito", "ECU", "inferred")


def test_the_place_of_another_day_does_not_hold() -> None:
    text = "Peru met Chile in Quito on Monday. Peru accused Chile of theft on Tuesday."
    (found,) = of_type(text, "ACCUSE")
    assert at(found) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "event_type", "country"),
    [
        ("Peru sent food aid to Chile.", "AID", "CHL"),
        ("Peruvian students protested against Chile.", "PROTEST", "PER"),
    ],
)
def test_aid_arrives_and_crowds_stay_at_home(text: str, event_type: str, country: str) -> None:
    (found,) = of_type(text, event_type)
    assert at(found)[1:] == (country, "inferred")


def test_what_did_not_happen_has_no_place() -> None:
    (found,) = of_type("Peruvian police did not arrest the Peruvian miners.", "COERCE")
    assert at(found) == (None, None, None)
