"""Bodies that no lexicon knows: their name, their acronym, what their words tell."""

from __future__ import annotations

from datetime import date

import pytest

from tests.events.reading import code, read

DAY = date(2024, 5, 15)


def party(text: str, word: str, nth: int = 0) -> tuple[str, str | None, tuple[str, ...]] | None:
    found = read(text).resolve(word, nth)
    return (found[0].party.name, found[0].party.country, found[0].party.sectors) if found else None


@pytest.mark.parametrize(
    ("text", "word", "name", "sector"),
    [
        ("The Okavi Liberation Army raided a depot.", "Army", "Okavi Liberation Army", "REB"),
        ("The Grey Hill Corporation left.", "Corporation", "Grey Hill Corporation", "BUS"),
        ("The Front for National Dignity left.", "Front", "Front for National Dignity", "PTY"),
    ],
)
def test_a_body_goes_by_its_whole_name(text: str, word: str, name: str, sector: str) -> None:
    found = party(text, word)
    assert found is not None
    assert (found[0], found[2][0]) == (name, sector)


def test_a_country_and_a_kind_are_no_name() -> None:
    assert party("The Supreme Court of Zambia ruled.", "Court") == (
        "Zambian supreme court",
        "ZMB",
        ("JUD",),
    )


def test_an_acronym_is_the_body_that_the_article_gives_it_to() -> None:
    text = "The Kachari Liberation Army (KLA) raided a depot. On Monday, the KLA left."
    first, later = party(text, "Army"), party(text, "KLA", 1)
    assert first == later == ("Kachari Liberation Army", None, ("REB",))


def test_an_acronym_that_the_article_does_not_introduce_is_the_lexicon_s() -> None:
    found = party("On Monday, the KLA left.", "KLA")
    assert found is not None
    assert found[:2] == ("Kosovo Liberation Army", "KOS")


def test_brackets_after_a_name_that_they_do_not_shorten_are_no_acronym() -> None:
    found = party("The Grey Hill Corporation (NYSE) met the NATO envoy.", "Corporation")
    assert found is not None
    assert found[0] == "Grey Hill Corporation"


@pytest.mark.parametrize(("published", "sector"), [(date(2019, 5, 1), "REB"), (DAY, "GOV")])
def test_a_body_is_what_it_was_on_the_day(published: date, sector: str) -> None:
    (found,) = code("The Taliban praised Qatar.", published=published).reports
    assert found.in_role("actor")[0].sectors[0] == sector


def test_a_territory_without_recognition_names_its_people() -> None:
    assert party("The Abkhaz president left.", "president") == (
        "Abkhazia president",
        "GEO",
        ("GOV", "PRE"),
    )


def test_a_society_that_calls_itself_international_is_of_no_state() -> None:
    found = party("The International Bakers Federation left Lima.", "Federation")
    assert found is not None
    assert found[1] == "NGO"
