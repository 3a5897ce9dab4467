"""Lexicon words in a paragraph: what is found, what is left alone, what is over."""

from __future__ import annotations

import pytest

from tasks.events.tags import Tag, is_former, tag
from tests.events.reading import read


def tags(text: str) -> list[Tag]:
    return tag(read(text).passages[0].doc)


def said(text: str) -> list[tuple[str, str]]:
    """Return (kind, words) of the tags of one sentence."""
    doc = read(text).passages[0].doc
    return [(t.kind, doc[t.start : t.end].text) for t in tag(doc)]


@pytest.mark.parametrize(
    ("text", "kind", "words", "code"),
    [
        ("Peru recalled its envoy.", "country", "Peru", "PER"),
        ("Gabonese officers took over.", "demonym", "Gabonese", "GAB"),
        ("Talks resumed in Dushanbe.", "capital", "Dushanbe", "TJK"),
        ("Talks resumed in Teheran.", "capital", "Teheran", "IRN"),
        ("The Kremlin waited.", "seat", "Kremlin", "RUS"),
        ("Downing Street waited.", "seat", "Downing Street", "GBR"),
        ("South Sudan waited.", "country", "South Sudan", "SSD"),
        ("The U.S. waited.", "country", "U.S.", "USA"),
        ("Troops left Côte d'Ivoire.", "country", "Côte d'Ivoire", "CIV"),
        ("Turkiye waited.", "country", "Turkiye", "TUR"),
    ],
)
def test_a_name_of_a_state_is_found_whole(text: str, kind: str, words: str, code: str) -> None:
    found = next(t for t in tags(text) if t.kind == kind)
    assert found.country is not None
    assert found.country.code == code
    assert (kind, words) in said(text)


@pytest.mark.parametrize(
    "text",
    [
        "Turkish-backed fighters left.",
        "Saudi-led planners left.",
        "The US-made trucks left.",
        "A Qatari-funded clinic closed.",
        "The Russian-occupied town burned.",
    ],
)
def test_who_backs_or_makes_something_is_not_named_by_it(text: str) -> None:
    assert not [t for t in tags(text) if t.country]


def test_the_longest_role_wins() -> None:
    assert ("role", "deputy foreign minister") in said("The deputy foreign minister arrived.")


def test_a_role_is_found_in_the_plural() -> None:
    assert ("role", "foreign ministers") in said("The foreign ministers arrived.")


def test_names_and_roles_never_overlap() -> None:
    found = tags("The Iranian foreign minister met the head of the African Union in Addis Ababa.")
    covered = [i for t in found for i in range(t.start, t.end)]
    assert len(covered) == len(set(covered))
    assert found == sorted(found, key=lambda t: t.start)


def test_lower_case_words_name_no_state() -> None:
    assert said("They ate turkey off the china, as who should polish it.") == []


def test_a_given_name_is_no_title() -> None:
    found = said("Foreign Minister Hossein Amir Abdollahian arrived.")
    assert [words for kind, words in found if kind == "role"] == ["Foreign Minister"]


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("The former president spoke.", True),
        ("The late king spoke.", True),
        ("The deposed governor spoke.", True),
        ("The ex-president spoke.", True),
        ("The president spoke.", False),
    ],
)
def test_an_office_may_be_over(text: str, over: bool) -> None:
    doc = read(text).passages[0].doc
    role = next(t for t in tag(doc) if t.kind == "role")
    assert is_former(doc, role) is over
