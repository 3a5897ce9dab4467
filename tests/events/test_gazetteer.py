"""Names of places and what GeoNames says of them."""

from __future__ import annotations

import pytest

from tasks.events.gazetteer import find


def test_a_capital_has_its_coordinates() -> None:
    place = find("Baghdad")
    assert place is not None
    assert (place.country, place.feature, place.geonames_id) == ("IRQ", "PPLC", 98182)
    assert place.lat == pytest.approx(33.3, abs=0.2)
    assert place.lon == pytest.approx(44.4, abs=0.2)


def test_a_country_is_a_place_without_a_point() -> None:
    place = find("Peru")
    assert place is not None
    assert (place.name, place.country, place.feature, place.lat) == ("Peru", "PER", "PCLI", None)
    assert place.geonames_id is not None


@pytest.mark.parametrize(
    ("written", "name"), [("the Netherlands", "Netherlands"), ("Türkiye", "Türkiye")]
)
def test_a_country_is_found_by_its_names(written: str, name: str) -> None:
    place = find(written)
    assert place is not None
    assert place.name == name


@pytest.mark.parametrize(
    ("prefer", "country"), [((), "IND"), (("PAK",), "PAK"), (("PER", "PAK"), "PAK")]
)
def test_of_several_cities_the_preferred_country_wins(
    prefer: tuple[str, ...], country: str
) -> None:
    place = find("Hyderabad", prefer=prefer)
    assert place is not None
    assert (place.name, place.country) == ("Hyderabad", country)


def test_a_capital_outranks_its_namesakes() -> None:
    place = find("Tripoli", prefer=("LBN",))
    assert place is not None
    assert place.country == "LBY"


@pytest.mark.parametrize(("one", "other"), [("Bogota", "Bogotá"), ("Kyiv", "Kiev")])
def test_spellings_of_one_city_are_one_place(one: str, other: str) -> None:
    first, second = find(one), find(other)
    assert first is not None
    assert second is not None
    assert first.id == second.id


@pytest.mark.parametrize("name", ["Nowhereville", "", "   ", "Frobnitz"])
def test_a_name_off_the_map_is_none(name: str) -> None:
    assert find(name) is None
