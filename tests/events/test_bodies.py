"""Bodies that no lexicon knows: their name, their acronym, what their words tell."""

from __future__ import annotations

import pytest

from tests.events.reading import read


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
