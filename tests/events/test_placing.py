"""Where an event happened, what that rests on, and when nothing supports a place."""

from __future__ import annotations

import pytest

from tasks.events.home import home_of
from tasks.events.placing import NOWHERE, Placed, place_of, scene_of
from tests.events.reading import code, read


def placed(
    text: str, word: str, *countries: str, dateline: str | None = None, spoken: bool = False
) -> Placed:
    reading = read(text)
    scene = scene_of(reading.passages, dateline)
    return place_of(*reading.at(word), scene, countries, spoken=spoken)


@pytest.mark.parametrize(
    ("text", "word", "name", "country"),
    [
        ("The envoy met bankers in Nairobi.", "met", "Nairobi", "KEN"),
        ("Ghana held talks with Togo in Lima.", "talks", "Lima", "PER"),
        ("The king travelled to Vientiane.", "travelled", "Vientiane", "LAO"),
        ("The king paid a visit to Laos.", "visit", "Laos", "LAO"),
        ("Troops shelled a village near Kharkiv.", "shelled", "Kharkiv", "UKR"),
        ("The envoy flew to Baghdad, where he met bankers.", "met", "Baghdad", "IRQ"),
        ("Police arrested a student in Kenya.", "arrested", "Kenya", "KEN"),
        ("Rebels burned huts in the southern city of Basra.", "burned", "Basrah", "IRQ"),
        ("Gunmen killed a priest in a village near Jos.", "killed", "Jos", "NGA"),
        ("Gunmen bombed a hotel at a market in Jos.", "bombed", "Jos", "NGA"),
        ("Gunmen attacked a hotel in Mazar-e-Sharif.", "attacked", "Mazār-e Sharīf", "AFG"),
        ("Ghana met Togo during a visit to Lima.", "met", "Lima", "PER"),
        ("The king travelled to Lima to meet bankers.", "meet", "Lima", "PER"),
        ("The king arrived in Lima and met bankers.", "met", "Lima", "PER"),
        ("The king met bankers in the Peruvian capital.", "met", "Lima", "PER"),
    ],
)
def test_a_locative_names_the_place(text: str, word: str, name: str, country: str) -> None:
    found = placed(text, word)
    assert found.place is not None
    assert (found.place.name, found.place.country, found.basis) == (name, country, "text")


def test_a_city_outranks_its_country() -> None:
    found = placed("The envoy met bankers in Oslo in Norway.", "met").place
    assert found is not None
    assert found.name == "Oslo"


def test_what_is_spoken_happens_where_it_is_said() -> None:
    text = "Kenya praised Uganda, the minister said in Lima."
    spoken = placed(text, "praised", "KEN", "UGA", spoken=True)
    assert spoken.place is not None
    assert (spoken.place.name, spoken.basis) == ("Lima", "text")
    assert placed(text, "praised", "KEN", "UGA") == NOWHERE


def test_a_place_listed_with_a_day_is_none() -> None:
    assert placed("Kenya praised bankers on Friday and Uganda.", "praised") == NOWHERE


def test_the_dateline_of_one_side_does_not_place_an_act() -> None:
    text = "Kenya arrested Ugandan bankers."
    assert placed(text, "arrested", "KEN", "UGA", dateline="Nairobi") == NOWHERE


def test_a_party_is_no_place() -> None:
    assert placed("Kenya praised Uganda.", "praised", "KEN", "UGA") == NOWHERE


def test_the_dateline_stands_in_for_a_party_at_home() -> None:
    found = placed("Kenya praised bankers.", "praised", "KEN", dateline="Nairobi")
    assert found.place is not None
    assert (found.place.name, found.basis) == ("Nairobi", "dateline")


def test_the_dateline_of_a_third_country_tells_nothing() -> None:
    assert placed("Kenya praised bankers.", "praised", "KEN", dateline="Paris") == NOWHERE


def test_the_dateline_gives_way_to_a_place_elsewhere() -> None:
    text = "Kenya, at home in talks about Lima, praised bankers."
    assert placed(text, "praised", "KEN", dateline="Nairobi") == NOWHERE


@pytest.mark.parametrize("dateline", ["Nowhereville", "", None])
def test_a_dateline_off_the_map_tells_nothing(dateline: str | None) -> None:
    assert placed("Kenya praised bankers.", "praised", "KEN", dateline=dateline) == NOWHERE


@pytest.mark.parametrize(
    ("dateline", "text", "country"),
    [
        ("La Paz", "Police arrested 31 miners on Monday.", "BOL"),
        ("La Paz", "Bolivia waits. Chile, Peru and Chile again were named.", "BOL"),
        ("Geneva", "Sudan waits. Sudanese police went home. Sudan slept.", "SDN"),
        ("Nowhere-upon-Nothing", "Sudan waits. Sudanese police went home.", "SDN"),
        (None, "Sudan waits. Sudanese police went home.", "SDN"),
        (None, "Police arrested 31 miners on Monday.", None),
    ],
    ids=["dateline", "named too", "told of another", "unknown", "none", "nothing"],
)
def test_an_article_is_at_home_where_it_is_written_unless_it_tells_of_elsewhere(
    dateline: str | None, text: str, country: str | None
) -> None:
    assert home_of(dateline, read(text).passages) == country


def test_where_most_things_happen_an_article_is_at_home() -> None:
    text = (
        "German officials met in Kabul. A German convoy was hit near Kandahar, and German medics "
        "treated the wounded in Kabul."
    )
    assert read("German officials met German medics. Afghan farmers waited.").resolver.home == "DEU"
    assert read(text.replace("Kabul", "Berlin").replace("Kandahar", "Bonn")).resolver.home == "DEU"
    assert home_of(None, read("Peru met Chile. Peru and Chile talked in Kabul.").passages) == "AFG"


def test_police_without_a_country_are_those_of_the_dateline() -> None:
    found = code("Police arrested 31 miners on Monday.", dateline="La Paz").reports
    assert [[p.country for p in r.parties] for r in found] == [["BOL", "BOL"]]
