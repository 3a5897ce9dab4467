"""The persons of one article: forms of a name, what is said of the bearer, who is meant."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.events.cast import Cast, Person, name_words
from tasks.events.parties import Resolver
from tests.events.reading import read


def cast(text: str) -> Cast:
    return read(text).resolver.cast


def test_words_of_a_name_are_folded() -> None:
    assert name_words("Saeed Al-Abbas") == ("saeed", "al", "abbas")


@pytest.mark.parametrize(
    ("full", "short", "same"),
    [
        ("Mia Mottley", "Mottley", True),
        ("Alberto van Klaveren", "van Klaveren", True),
        ("Mia Mottley", "Mia", False),
        ("William Ruto", "Rachel Ruto", False),
        ("William Ruto", "", False),
    ],
)
def test_a_shorter_form_shares_the_surname(full: str, short: str, same: bool) -> None:
    assert Person(full).matches(name_words(short)) is same


def test_a_surname_joins_the_full_name() -> None:
    text = "Barbadian Prime Minister Mia Mottley left. On Monday, Ms Mottley thanked Ghana."
    (person,) = cast(text).people
    assert (person.name, list(person.forms)) == ("Mia Mottley", ["Mia Mottley", "Mottley"])
    assert person.positions == [text.index("Mottley"), text.rindex("Mottley")]


def test_a_surname_joins_a_full_name_that_comes_later() -> None:
    (person,) = cast("President Ruto left. William Ruto leads Kenya.").people
    assert person.name == "William Ruto"


def test_two_bearers_of_a_surname_stay_two() -> None:
    people = cast("President William Ruto left. Rachel Ruto stayed in Nairobi.").people
    assert sorted(p.name for p in people) == ["Rachel Ruto", "William Ruto"]


def test_what_is_said_once_holds_for_every_mention() -> None:
    (person,) = cast("Mottley thanked Ghana. Barbadian Prime Minister Mia Mottley left.").people
    assert (person.country, person.sectors) == ("BRB", ("GOV",))
    assert [role.phrase for role, _, _ in person.roles] == ["prime minister"]


def test_a_former_office_makes_elite() -> None:
    (person,) = cast("Former Nigerian president Olusegun Obasanjo left for Accra.").people
    assert (person.country, person.sectors, person.former) == ("NGA", ("ELI",), True)


def test_the_offsets_of_a_role_are_its_words() -> None:
    text = "On Monday Chilean Foreign Minister Alberto van Klaveren left."
    ((_, start, end),) = cast(text).people[0].roles
    assert text[start:end] == "Foreign Minister"


def test_persons_before_an_offset_come_latest_first() -> None:
    text = "Prime Minister Mia Mottley left. President William Ruto stayed."
    assert [p.name for p in cast(text).before(len(text))] == ["William Ruto", "Mia Mottley"]
    assert cast(text).before(0) == []


def test_an_office_holder_nobody_places_is_at_home_where_the_article_is() -> None:
    text = "Interior Minister Ana Sosa sacked two officers in Quito. Ecuador has had enough of it."
    (sosa,) = cast(text).people
    assert (sosa.country, sosa.basis) == ("ECU", "inferred")


def test_neither_a_plain_name_nor_one_with_a_country_is_placed_by_the_article() -> None:
    text = "Ana Sosa met Peruvian Interior Minister Luis Rey in Quito. Ecuador pays. Ecuador waits."
    sosa, rey = cast(text).people
    assert (sosa.country, sosa.basis) == (None, "text")
    assert (rey.country, rey.basis) == ("PER", "text")


def test_an_article_about_several_countries_places_nobody() -> None:
    text = "Interior Minister Ana Sosa spoke. Ecuador, Peru, Chile and Bolivia sent envoys."
    (sosa,) = cast(text).people
    assert sosa.country is None


IN_2014, IN_1990 = date(2014, 5, 15), date(1990, 5, 15)


def settled(text: str, day: date | None) -> Person:
    (person,) = Resolver(read(text).passages, day).cast.people
    return person


def test_a_leader_of_the_day_is_known_without_words() -> None:
    merkel = settled("Angela Merkel left Brussels on Thursday.", IN_2014)
    assert (merkel.country, merkel.sectors, merkel.basis) == ("DEU", ("GOV",), "office")


def test_a_surname_alone_needs_its_country_in_the_article() -> None:
    assert settled("Germany waits. On Monday, Ms Merkel left.", IN_2014).country == "DEU"
    assert settled("On Monday, Ms Merkel left.", IN_2014).country is None


def test_a_surname_alone_is_nobody_outside_the_term_or_without_a_day() -> None:
    text = "Germany waits. On Monday, Ms Merkel left."
    assert settled(text, IN_1990).home_basis == "inferred"
    assert settled(text, None).home_basis == "inferred"


@pytest.mark.parametrize("text", ["Angela Merkel left.", "Germany's Merkel left the hall."])
def test_a_leader_has_one_name_however_written(text: str) -> None:
    found = settled(text, IN_2014)
    assert (found.known_as, found.country, found.sectors) == ("Angela Merkel", "DEU", ("GOV",))


def test_a_known_office_outranks_a_description_but_not_an_office_told() -> None:
    host = settled("The German businesswoman Angela Merkel left the hall.", IN_2014)
    assert host.sectors[0] == "GOV"
    chief = settled("German police chief Angela Merkel left the hall.", IN_2014)
    assert chief.sectors == ("COP",)


def test_the_words_of_the_article_outrank_what_is_known() -> None:
    found = settled("Austrian designer Angela Merkel left the hall.", IN_2014)
    assert (found.country, found.basis, found.known_as) == ("AUT", "text", None)
