"""One noun phrase: its countries, roles and name, coordination and belonging."""

from __future__ import annotations

import pytest

from tasks.events.names import name_of
from tasks.events.phrases import Description, conjuncts, content, describe, main_country
from tests.events.reading import read, token


def description(text: str, word: str) -> Description:
    return describe(*read(text).at(word))


@pytest.mark.parametrize(
    ("text", "word", "countries", "sectors"),
    [
        ("The Ghanaian foreign minister left.", "minister", ("GHA",), ("GOV",)),
        ("Norway's ambassador left.", "ambassador", ("NOR",), ("GOV",)),
        ("The president of Zambia left.", "president", ("ZMB",), ("GOV",)),
        ("Doctors in Khartoum left.", "Doctors", ("SDN",), ("MED",)),
        ("The Polish police left.", "police", ("POL",), ("COP",)),
        ("Sergei Lavrov, Russia's foreign minister, left.", "Lavrov", ("RUS",), ("GOV",)),
        ("Sergei Lavrov, who is the Russian foreign minister, left.", "Lavrov", ("RUS",), ("GOV",)),
        ("Former Nigerian president Olusegun Obasanjo left.", "Obasanjo", ("NGA",), ("ELI",)),
    ],
)
def test_a_phrase_tells_country_and_sectors(
    text: str, word: str, countries: tuple[str, ...], sectors: tuple[str, ...]
) -> None:
    found = description(text, word)
    assert (found.countries, found.sectors) == (countries, sectors)


def test_a_post_comes_before_a_rank() -> None:
    found = description("Malian President Colonel Assimi Goita left.", "Goita")
    assert found.sectors == ("GOV", "MIL")


def test_a_phrase_of_unknown_words_says_nothing() -> None:
    found = description("The table collapsed.", "table")
    assert (found.tags, found.name, found.former) == ((), None, False)


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("Chilean Foreign Minister Alberto van Klaveren left.", "Klaveren", "Alberto van Klaveren"),
        ("Colonel Assimi Goita left.", "Goita", "Assimi Goita"),
        ("Mr Tanaka left.", "Tanaka", "Tanaka"),
        ("Defence Minister Minoru Kihara left.", "Kihara", "Minoru Kihara"),
    ],
)
def test_a_name_is_read_without_its_titles(text: str, word: str, name: str) -> None:
    found, passage = read(text).at(word)
    assert name_of(found, passage.tags_at) == name


def test_coordination_gives_every_part() -> None:
    text = "India, Nepal and Bhutan signed."
    assert [t.text for t in conjuncts(token(text, "India"))] == ["India", "Nepal", "Bhutan"]


@pytest.mark.parametrize(
    ("text", "measure", "counted"),
    [
        ("Hundreds of farmers marched.", "Hundreds", "farmers"),
        ("They held a series of talks.", "series", "talks"),
        ("A group of soldiers left.", "group", "soldiers"),
        ("Farmers marched.", "Farmers", "Farmers"),
    ],
)
def test_a_measure_stands_for_what_it_counts(text: str, measure: str, counted: str) -> None:
    assert content(token(text, measure)).text == counted


def test_an_article_is_about_the_country_it_names_most() -> None:
    assert main_country(read("Lima waited. Peru and the Peruvian army stood by.").passages) == "PER"


def test_an_article_about_two_countries_is_about_neither() -> None:
    assert main_country(read("Peru met Chile. Peruvian and Chilean envoys left.").passages) is None


def test_an_article_that_names_no_country_is_about_none() -> None:
    assert main_country(read("The match ended in a draw.").passages) is None
