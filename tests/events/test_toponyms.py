"""Which place an article means by a name that several places have."""

from __future__ import annotations

import pytest

from tasks.events.language import parse
from tasks.events.locating import TextSpans, located
from tasks.events.phrases import annotate
from tasks.events.toponyms import Toponyms
from tasks.records import Place


def toponyms(text: str, *, dateline: str | None = None) -> Toponyms:
    return Toponyms([annotate(p.doc, p.offset) for p in parse(text)], dateline)


def meant(text: str, name: str, *, nth: int = 0, dateline: str | None = None) -> Place:
    """Return what the nth mention of a name means."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(name, start + 1)
    place = toponyms(text, dateline=dateline).place_of(name, start)
    assert place is not None
    return place


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Farmers in Valencia blocked a road. Venezuela has had no rain.", "Valencia", "VEN"),
        ("Farmers in Valencia blocked a road. Spain has had no rain.", "Valencia", "ESP"),
        ("A ferry left Barcelona. Venezuelan officials said it was full.", "Barcelona", "VEN"),
        ("Peru declared an emergency in Trujillo.", "Trujillo", "PER"),
        ("The Honduran navy searched huts in Trujillo.", "Trujillo", "HND"),
        ("Bankers met in Hamilton. The Bermudian premier stayed away.", "Hamilton", "GBR"),
        ("New Zealand closed schools in Hamilton.", "Hamilton", "NZL"),
        ("A mine collapsed in Newcastle, South African police said.", "Newcastle", "ZAF"),
        ("Libyan militias shelled Al Bayda.", "Al Bayda", "LBY"),
        ("Yemeni militias shelled Al Bayda.", "Al Bayda", "YEM"),
        ("Gunmen attacked a bus near Tripoli. Lebanon's army sent troops.", "Tripoli", "LBN"),
    ],
)
def test_the_countries_of_the_article_tell_its_cities(text: str, name: str, country: str) -> None:
    assert meant(text, name).country == country


def test_a_neighbour_of_the_countries_named_is_likelier() -> None:
    assert meant("Truckers waited in Mérida.", "Mérida").country == "MEX"
    assert meant("Colombian truckers waited in Mérida.", "Mérida").country == "VEN"


def test_without_context_the_largest_is_meant() -> None:
    assert meant("Bankers met in Barcelona.", "Barcelona").country == "ESP"
    assert meant("Bankers met in Hyderabad.", "Hyderabad").country == "IND"


@pytest.mark.parametrize(
    ("text", "name", "admin1"),
    [
        ("Two barns burned in Springfield, Illinois, on Sunday.", "Springfield", "Illinois"),
        ("Two barns burned in Springfield, Mass., on Sunday.", "Springfield", "Massachusetts"),
        ("Paris, Texas, elected a mayor. France took no notice.", "Paris", "Texas"),
        ("Sydney, Nova Scotia, lost its ferry.", "Sydney", "Nova Scotia"),
        ("Protesters in Salem, Tamil Nadu, burned tyres.", "Salem", "Tamil Nādu"),
        ("Hotel workers struck in La Paz, Baja California Sur.", "La Paz", "Baja California Sur"),
        ("The Ontario town of Paris has a sawmill.", "Paris", "Ontario"),
        ("A mill closed in Lebanon in Pennsylvania.", "Lebanon", "Pennsylvania"),
        ("Ohio's Toledo has a zoo. Spain has the other.", "Toledo", "Ohio"),
        ("The mayor of London (Ontario) resigned.", "London", "Ontario"),
        ("Clerks in Lima, Allen County, Ohio, struck.", "Lima", "Ohio"),
    ],
)
def test_the_words_beside_a_name_say_what_it_lies_in(text: str, name: str, admin1: str) -> None:
    assert meant(text, name).admin1 == admin1


def test_a_name_has_one_sense_throughout() -> None:
    text = "A court in Córdoba, Argentina, freed a teacher. Crowds in Córdoba cheered."
    assert meant(text, "Córdoba", nth=1).country == "ARG"
    assert meant("LIMA, Ohio: clerks struck. Lima has a mill.", "Lima").country == "USA"


def test_words_beside_a_name_outrank_its_sense_elsewhere() -> None:
    text = "Paris, Texas, is small. The mayor of Paris, Texas, has never seen Paris, France."
    assert [meant(text, "Paris", nth=n).country for n in range(3)] == ["USA", "USA", "FRA"]


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("In Geneva, Iran and Oman held talks.", "Geneva", "CHE"),
        ("After leaving Paris, Turkey's minister flew to Rome.", "Paris", "FRA"),
        ("He has visited Lebanon, Jordan, Cuba, Mexico and Peru.", "Cuba", "CUB"),
        ("She flew from Paris to Ontario.", "Paris", "FRA"),
        ("In Savannah, Oregon officials met.", "Savannah", "USA"),
    ],
)
def test_names_in_a_row_are_no_parts_of_each_other(text: str, name: str, country: str) -> None:
    assert meant(text, name).country == country


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("The ferry from Cumaná and Maturín reached Barcelona.", "Barcelona", "VEN"),
        ("Police in Karachi and in Sukkur stopped trucks from Hyderabad.", "Hyderabad", "PAK"),
        ("From Auckland and Tauranga crowds drove to Hamilton.", "Hamilton", "NZL"),
    ],
)
def test_places_nobody_can_mistake_tell_the_others(text: str, name: str, country: str) -> None:
    assert meant(text, name).country == country


def test_no_place_speaks_for_itself() -> None:
    text = "The council of London met. London and St. Thomas share a bus line to Woodstock."
    assert meant(text, "London").country == "CAN"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Voters in Macon, Georgia, waited for hours.", "USA"),
        ("A train from Batumi, Georgia, was late.", "GEO"),
        ("The governor of Georgia spoke in Savannah. Atlanta was calm.", "USA"),
        ("Georgia's parliament in Tbilisi passed a bill.", "GEO"),
    ],
)
def test_a_country_is_told_from_a_state_of_its_name(text: str, country: str) -> None:
    assert meant(text, "Georgia").country == country


def test_a_state_is_told_by_the_city_before_it() -> None:
    assert meant("Bakers in Buffalo, New York, struck.", "New York").feature == "ADM1"
    assert meant("Bakers in Brooklyn, New York, struck.", "New York").feature == "ADM1"
    assert meant("Bakers in New York struck.", "New York").feature == "PPL"


def test_a_word_for_the_kind_of_place_tells_division_from_city() -> None:
    assert meant("Rebels left Daraa province.", "Daraa").feature == "ADM1"
    assert meant("Rebels left the city of Daraa.", "Daraa").feature == "PPL"
    assert meant("Police searched Sokoto state.", "Sokoto").feature == "ADM1"


def test_a_region_without_borders_holds_what_is_near() -> None:
    assert meant("Traders in Tripoli in the Levant struck.", "Tripoli").country == "LBN"
    assert meant("Traders in Tripoli in the Maghreb struck.", "Tripoli").country == "LBY"


def test_a_dateline_is_evidence() -> None:
    text = "Farmers in Trujillo blocked a road."
    assert meant(text, "Trujillo").country == "PER"
    assert meant(text, "Trujillo", dateline="Tegucigalpa").country == "HND"


def test_a_name_the_map_lacks_is_placed_by_its_state() -> None:
    place = meant("Two barns burned in Zorbville, Ohio, on Sunday.", "Zorbville")
    assert (place.name, place.precision) == ("Ohio", "admin1")


def test_a_namesake_in_another_state_is_not_taken() -> None:
    place = meant("Two barns burned in Savannah, Oregon. Savannah has 40 people.", "Savannah")
    assert (place.name, place.feature) == ("Oregon", "ADM1")


def test_a_state_of_another_country_takes_no_city() -> None:
    text = "She has seen Lyon, Bavaria, and Ghent."
    (places,) = located([TextSpans(text, [(13, 17)])])
    assert [place and place.name for place in places] == ["Lyon"]


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("Nurses struck at Ufundi Hospital in Mombasa.", "Ufundi Hospital", "Mombasa"),
        ("Nurses struck at Mombasa's Ufundi Hospital.", "Ufundi Hospital", "Mombasa"),
        ("Raiders burned Ufundiko and Zwetaba in Zamfara.", "Ufundiko", "Zamfara"),
    ],
)
def test_what_the_map_lacks_lies_where_the_words_say(text: str, name: str, place: str) -> None:
    (found,) = next(located([TextSpans(text, [(text.index(name), text.index(name) + len(name))])]))
    assert found is not None
    assert found.name == place


def test_what_nothing_tells_is_none() -> None:
    assert toponyms("Nurses struck at Ufundiko.").place_of("Ufundiko", 17) is None
    assert toponyms("").place_of("") is None
    assert toponyms("She saw Zorbville, Mexico, again.").place_of("Zorbville", 8) is None


def test_a_place_may_be_asked_for_without_saying_where_it_stands() -> None:
    place = toponyms("Pakistan sent troops.").place_of("Hyderabad")
    assert place is not None
    assert place.country == "PAK"


def test_spans_are_answered_in_order_whether_the_parser_sees_them_or_not() -> None:
    text = "Thai police met in Yala.\n\nA Malaysian envoy left Ipoh for Kuala Kangsar."
    names = ["Ipoh", "Thai", "Yala", "Malaysian"]
    spans = [(text.index(name), text.index(name) + len(name)) for name in names]
    (places,) = located([TextSpans(text, spans)])
    assert [place and place.country for place in places] == ["MYS", "THA", "THA", "MYS"]
