"""Names of places, what the map says of them, and what is wrong with its tables."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from tasks.events import atlas
from tasks.events.gazetteer import candidates, find
from tasks.plover.lexicons import lexicons
from tasks.plover.tables import TableError
from tasks.records import Place


def found(name: str, *prefer: str) -> Place:
    place = find(name, prefer=prefer)
    assert place is not None
    return place


def test_a_capital_has_its_coordinates() -> None:
    place = found("Baghdad")
    assert (place.country, place.feature, place.geonames_id) == ("IRQ", "PPLC", 98182)
    assert place.lat == pytest.approx(33.3, abs=0.2)
    assert place.lon == pytest.approx(44.4, abs=0.2)


def test_a_country_has_a_point_to_stand_for_it() -> None:
    place = found("Peru")
    assert (place.name, place.country, place.feature) == ("Peru", "PER", "PCLI")
    assert (place.lat, place.lon) == (-10.0, -76.0)
    assert place.geonames_id is not None


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("the Netherlands", "Netherlands"),
        ("Türkiye", "Türkiye"),
        ("U.K.", "United Kingdom"),
        ("Burma", "Myanmar"),
        ("Uruguay’s", "Uruguay"),
    ],
)
def test_a_country_is_found_by_its_names(written: str, name: str) -> None:
    assert found(written).name == name


def test_every_country_of_the_lexicon_is_on_the_map() -> None:
    for code, country in lexicons().countries.items():
        place = found(country.name)
        assert (place.country, place.name, place.precision) == (code, country.name, "country")
        assert place.lat is not None


@pytest.mark.parametrize(
    ("prefer", "country"), [((), "IND"), (("PAK",), "PAK"), (("PER", "PAK"), "PAK")]
)
def test_of_several_cities_the_preferred_country_wins(
    prefer: tuple[str, ...], country: str
) -> None:
    assert found("Hyderabad", *prefer).country == country


def test_a_capital_outranks_its_namesakes() -> None:
    assert found("Tripoli", "LBN").country == "LBY"


def test_a_capital_outranks_a_larger_state_of_its_name() -> None:
    assert found("Washington").feature == "PPLC"


@pytest.mark.parametrize(("one", "other"), [("Bogota", "Bogotá"), ("Kyiv", "Kiev")])
def test_spellings_of_one_city_are_one_place(one: str, other: str) -> None:
    assert found(one).id == found(other).id


@pytest.mark.parametrize(
    ("name", "country", "feature"),
    [
        ("Helmand", "AFG", "ADM1"),
        ("Zamfara", "NGA", "ADM1"),
        ("Anbar", "IRQ", "ADM1"),
        ("Chiapas", "MEX", "ADM1"),
        ("Scotland", "GBR", "ADM1"),
        ("Tatarstan", "RUS", "ADM1"),
        ("Donbas", "UKR", "RGN"),
        ("Sinai", "EGY", "PEN"),
        ("Darfur", "SDN", "RGN"),
        ("Mindanao", "PHL", "ISL"),
        ("the Sahel", None, "RGN"),
        ("the Strait of Hormuz", None, "STRT"),
        ("Lake Chad", None, "LK"),
        ("Greenland", "DNK", "PCLD"),
        ("Réunion", "FRA", "PCLD"),
    ],
)
def test_provinces_regions_seas_and_territories_are_places(
    name: str, country: str | None, feature: str
) -> None:
    place = found(name)
    assert (place.country, place.feature) == (country, feature)
    assert place.lat is not None


def test_a_province_is_told_by_its_readable_name() -> None:
    assert found("Lashkar Gah").admin1 == "Helmand"
    assert found("Salzburg").admin1 == "Salzburg"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Homs province", "Ḩimş"),
        ("the province of Balkh", "Balkh"),
        ("northern Mozambique", "Mozambique"),
        ("the city of Quelimane", "Quelimane"),
        ("St Louis", "Saint-Louis"),
        ("Greater Accra", "Greater Accra"),
    ],
)
def test_a_name_is_found_without_the_words_around_it(written: str, name: str) -> None:
    assert name in {candidate.known.name for candidate in candidates(written)}


def test_a_word_for_a_division_asks_for_the_division() -> None:
    assert found("Herat").feature == "PPL"
    assert found("Herat province").feature == "ADM1"


@pytest.mark.parametrize(
    ("form", "name", "country"),
    [
        ("Calif.", "California", "USA"),
        ("Ont.", "Ontario", "CAN"),
        ("NSW", "New South Wales", "AUS"),
    ],
)
def test_abbreviated_states_are_found(form: str, name: str, country: str) -> None:
    place = found(form)
    assert (place.name, place.country, place.feature) == (name, country, "ADM1")


def test_every_abbreviation_means_one_place() -> None:
    for form in atlas.abbreviations():
        assert len(candidates(form)) == 1, form


@pytest.mark.parametrize(
    ("word", "name"),
    [("Bolivian", "Bolivia"), ("Catalan", "Catalonia"), ("Southeast Asian", "Southeast Asia")],
)
def test_a_nationality_means_its_land(word: str, name: str) -> None:
    assert found(word).name == name


def test_a_seat_of_power_stands_in_the_capital() -> None:
    assert (found("the Kremlin").name, found("the Kremlin").feature) == ("Moscow", "PPLC")
    assert found("the White House").country == "USA"


def test_an_airport_is_a_place_only_when_the_word_is_there() -> None:
    airport = found("Wilson Airport")
    assert (airport.country, airport.feature) == ("KEN", "AIRP")
    assert find("Jomo Kenyatta") is None


def test_without_context_nobody_means_a_hamlet() -> None:
    assert any(c.known.population < 5_000 for c in candidates("Brunson"))
    assert find("Brunson") is None


@pytest.mark.parametrize("name", ["Nowhereville", "", "   ", "Frobnitz", "lima", "a\tb", "…"])
def test_a_name_off_the_map_is_none(name: str) -> None:
    assert find(name) is None


@pytest.mark.parametrize(
    ("feature", "precision"),
    [
        ("PCLI", "country"),
        ("PCLD", "country"),
        ("ADM1", "admin1"),
        ("ADM2", "admin2"),
        ("PPLC", "city"),
        ("PPL", "city"),
        ("AIRP", "site"),
        ("SEA", "area"),
        ("PEN", "area"),
        (None, None),
    ],
)
def test_a_place_tells_how_precise_its_point_is(feature: str | None, precision: str) -> None:
    assert Place(name="x", country=None, feature=feature).precision == precision


def test_a_point_has_the_country_of_its_id_or_of_the_nearest_city() -> None:
    asked = [(98182, 0.0, 0.0), (6255148, 48.7, 9.1), (1, -12.05, -77.04), (None, 0.0, -150.0)]
    assert atlas.countries_of(asked) == ["IRQ", None, "PER", None]


def test_the_large_tables_are_sorted_and_whole() -> None:
    for file, columns in (("places.tsv", 10), ("aliases.tsv", 3)):
        content = (atlas.FOLDER / file).read_bytes()
        lines = content.removesuffix(b"\n").split(b"\n")
        assert all(line.count(b"\t") == columns - 1 for line in lines)
        assert all(one <= other for one, other in pairwise(lines))
    codes = {land.place.country for land in atlas.countries().values()}
    places = (atlas.FOLDER / "places.tsv").read_text(encoding="utf-8").splitlines()
    assert {line.split("\t")[4] for line in places} <= codes


def test_regions_lie_in_countries_that_there_are() -> None:
    for places in atlas.regions().values():
        assert all(p.country is None or p.country in lexicons().countries for p in places)


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("Fernland,,,RGN,XX,,1,2", "country 'XX' is no alpha-3 code"),
        ("Fernland,,,rgn,,,1,2", "feature 'rgn' is no feature code"),
        ("Fernland,,,RGN,,,91,2", "is no point of the earth"),
        ("Fernland,,,RGN,,,1", "7 cells, expected 8"),
    ],
)
def test_a_wrong_region_is_refused_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str, complaint: str
) -> None:
    header = "name,aliases,demonyms,feature,country,geonames_id,lat,lon"
    (tmp_path / "regions.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    monkeypatch.setattr(atlas, "FOLDER", tmp_path)
    with pytest.raises(TableError, match=f"regions.csv:2: .*{complaint}"):
        atlas.regions.__wrapped__()
