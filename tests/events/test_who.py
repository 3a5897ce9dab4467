"""Who is meant: names that the model misses, posts of an owner, words that take up a party."""

from __future__ import annotations

import pytest

from tests.events.reading import read

Meant = tuple[str, str | None, str | None]


def meant(text: str, word: str, nth: int = 0) -> list[Meant]:
    reading = read(text)
    found = reading.resolver.meant(*reading.at(word, nth))
    return [(r.party.name, r.party.country, next(iter(r.party.sectors), None)) for r in found]


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        (
            "Rear Admiral Iosefa Tuilagi left. On Monday, Tuilagi slept.",
            "Tuilagi",
            "Iosefa Tuilagi",
        ),
        ("Bishop Clément Onana left the hall.", "Onana", "Clément Onana"),
        ("Defence Minister Han Jae-won left.", "won", "Han Jae-won"),
        ("The deputy leader, Iosefa Tuilagi, left.", "Tuilagi", "Iosefa Tuilagi"),
    ],
)
def test_capitals_after_a_title_are_a_name(text: str, word: str, name: str) -> None:
    assert [found[0] for found in meant(text, word)] == [name]


def test_half_a_hyphened_name_is_no_title() -> None:
    text = "Foreign Minister Hossein Amir-Rashidi came. On Monday, Amir-Rashidi slept."
    reading = read(text)
    told = {role.phrase for person in reading.resolver.cast.people for role, _, _ in person.roles}
    assert told == {"foreign minister"}


def test_a_given_name_is_no_country() -> None:
    assert meant("Kenyan Commander Chad Miller left.", "Miller") == [("Chad Miller", "KEN", "MIL")]


@pytest.mark.parametrize(
    "text",
    ["Talks in Lima failed.", "The king flew to Lima.", "The king was recalled from Lima."],
)
def test_a_capital_where_something_happens_is_a_place(text: str) -> None:
    assert meant(text, "Lima") == []


@pytest.mark.parametrize("text", ["Lima refused.", "The king wrote to Lima.", "He praised Lima."])
def test_a_capital_that_acts_is_its_government(text: str) -> None:
    assert meant(text, "Lima") == [("Peru", "PER", "GOV")]


def test_an_officer_is_of_whose_officer_they_are() -> None:
    text = "The Peruvian navy fired. Its spokesman, Julio Quiroz, said two died."
    assert meant(text, "Quiroz")[0][:2] == ("Julio Quiroz", "PER")


def test_a_deputy_has_the_country_and_sector_of_the_one_above() -> None:
    text = "Peruvian Foreign Minister Rosa Alva left. Her deputy slept."
    assert [found[1:] for found in meant(text, "deputy")] == [("PER", "GOV")]


def test_an_adviser_is_of_whom_they_advise() -> None:
    text = "Chile slept. Julio Quiroz, adviser to the Peruvian president, left. Chile waited."
    assert meant(text, "Quiroz")[0][1] == "PER"


def test_her_department_and_a_navy_ship_are_those_of_their_state() -> None:
    text = "Peruvian Interior Minister Rosa Alva spoke. Her department will wait."
    assert meant(text, "department") == [("Peruvian department", "PER", "GOV")]
    assert meant("A Chilean navy ship left.", "ship")[0][1:] == ("CHL", "MIL")


def test_who_speaks_in_a_capital_is_at_home_there() -> None:
    text = "Peru waits. Peru sleeps. In Quito, Interior Minister Julio Quiroz praised the talks."
    assert meant(text, "Quiroz")[0][1] == "ECU"


def test_who_holds_a_post_is_at_home_where_the_article_is() -> None:
    text = "Peru's party congress met. Peru waited. The treasurer and chairman, Julio Quiroz, left."
    assert meant(text, "Quiroz")[0][1] == "PER"


def test_leaders_are_of_the_body_they_lead() -> None:
    assert [found[2] for found in meant("Leaders of the church left.", "Leaders")] == ["REL"]


def test_a_post_held_now_outranks_a_former_one() -> None:
    text = "The African Union's mediator, former Ghanaian president Ama Mensah, left."
    assert meant(text, "Mensah")[0][1] == "IGO"


def test_people_of_a_body_are_the_body() -> None:
    assert meant("The NATO mission left.", "mission")[0][0] == "NATO"


def test_her_country_is_the_state() -> None:
    text = "Peruvian Foreign Minister Rosa Alva left. She said her country would wait."
    assert meant(text, "country") == [("Peru", "PER", "GOV")]


def test_the_same_word_takes_up_who_was_called_so_before() -> None:
    text = "Chilean miners went on strike in Peru. On Monday, the miners marched."
    assert [found[1] for found in meant(text, "miners", 1)] == ["CHL"]


def test_the_company_is_the_last_one_named() -> None:
    text = "The Danish company Grey Hill Corporation left Peru. On Monday the company came back."
    assert [found[1] for found in meant(text, "company", 1)] == ["DNK"]


@pytest.mark.parametrize(
    ("text", "word", "countries"),
    [
        ("The Chilean and Peruvian armies left. The two armies slept.", "armies", {"CHL", "PER"}),
        (
            "Peruvian Foreign Minister Rosa Alva met her Chilean counterpart in Quito. "
            "The two ministers left.",
            "ministers",
            {"CHL", "PER"},
        ),
        ("Sudan and the Houthis held talks in Lima. The two sides left.", "sides", {"SDN", "YEM"}),
    ],
)
def test_two_are_the_last_two_of_their_kind(text: str, word: str, countries: set[str]) -> None:
    nth = 1 if word == "armies" else 0
    assert {found[1] for found in meant(text, word, nth)} == countries


def test_both_countries_are_those_of_the_last_sentence_about_just_two() -> None:
    text = "Chile sold wheat to Peru. The Ecuadorian press slept. Brazil urged both governments."
    assert {found[1] for found in meant(text, "governments")} == {"CHL", "PER"}


def test_a_counterpart_named_beside_has_the_same_office() -> None:
    text = "Peru's interior minister and his Chilean counterpart, Julio Quiroz, left."
    assert meant(text, "Quiroz") == [("Julio Quiroz", "CHL", "GOV")]


def test_an_article_is_of_the_country_whose_people_it_begins_with() -> None:
    text = "Peruvian police shot a miner. The mine sells to Chile. Ministers fell silent."
    assert read(text).resolver.home == "PER"
    assert read("Peru met Chile. Ministers fell silent.").resolver.home is None
