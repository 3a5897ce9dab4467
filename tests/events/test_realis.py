"""Whether it happened: one predicate at a time."""

from __future__ import annotations

from datetime import date

import pytest

from tasks.events.dating import UNDATED, Dated
from tasks.events.realis import realis_of
from tests.events.reading import WEDNESDAY, token


def realis(text: str, word: str) -> str:
    return realis_of(token(text, word), UNDATED, WEDNESDAY)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Chad expelled the envoy.", "expelled"),
        ("Chad has expelled the envoy.", "expelled"),
        ("Chad is expelling the envoy.", "expelling"),
        ("The envoy was expelled by Chad.", "expelled"),
        ("Chad managed to free the hostages.", "free"),
        ("Chad began to withdraw.", "withdraw"),
        ('"I want to thank Qatar," said the envoy.', "thank"),
        ('"We must condemn the raid," said the envoy.', "condemn"),
        ("Chad closed the border, expelling the envoy.", "expelling"),
        ("Chad held talks with Niger.", "talks"),
    ],
)
def test_told_as_fact(text: str, word: str) -> None:
    assert realis(text, word) == "actual"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Chad did not expel the envoy.", "expel"),
        ("Chad never expelled the envoy.", "expelled"),
        ("Chad has not yet met the envoys.", "met"),
        ("The envoy was not expelled.", "expelled"),
        ("Chad neither freed nor charged the envoy.", "freed"),
        ("Chad failed to free the hostages.", "free"),
        ("Chad refused to meet the envoy.", "meet"),
        ("Chad avoided meeting the envoy.", "meeting"),
        ("Chad held no talks with Niger.", "talks"),
    ],
)
def test_told_as_not_having_happened(text: str, word: str) -> None:
    assert realis(text, word) == "negated"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Chad will expel the envoy.", "expel"),
        ("They'll expel the envoy.", "expel"),
        ("Chad plans to expel the envoy.", "expel"),
        ("Chad is to expel the envoy.", "expel"),
        ("Chad and Niger are to hold talks.", "talks"),
        ("Chad is expected to expel the envoy.", "expel"),
        ("The envoy is due to meet bankers.", "meet"),
        ("The minister said that Chad would meet the envoys.", "meet"),
        ("Chad will hold talks with Niger.", "talks"),
        ("Chad will recall its envoy and expel the consul.", "expel"),
    ],
)
def test_told_as_still_to_come(text: str, word: str) -> None:
    assert realis(text, word) == "future"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Chad may expel the envoy.", "expel"),
        ("Chad could expel the envoy.", "expel"),
        ("If Chad expels the envoy, France waits.", "expels"),
        ("Chad would expel the envoy if France left.", "expel"),
        ("France urged Chad to expel the envoy.", "expel"),
        ("The envoy flew to Dili to meet the president.", "meet"),
        ("The crisis necessitates talks with Niger.", "talks"),
        ("Chad threatened to expel the envoy.", "expel"),
        ("The swap paved the way for talks with Niger.", "talks"),
        ("Chad voiced hopes of a truce with Niger.", "truce"),
    ],
)
def test_told_as_possible(text: str, word: str) -> None:
    assert realis(text, word) == "hypothetical"


@pytest.mark.parametrize(
    ("day", "published", "expected"),
    [
        (date(2024, 5, 13), WEDNESDAY, "actual"),
        (date(2024, 3, 20), WEDNESDAY, "actual"),
        (date(2008, 1, 1), WEDNESDAY, "historical"),
        (date(2024, 3, 1), WEDNESDAY, "historical"),
        (date(2008, 1, 1), None, "historical"),
    ],
)
def test_old_news_is_historical(day: date, published: date | None, expected: str) -> None:
    verb = token("Chad expelled the envoy.", "expelled")
    assert realis_of(verb, Dated(day, "day", "text"), published) == expected


def test_only_facts_grow_old() -> None:
    verb = token("Chad did not expel the envoy.", "expel")
    assert realis_of(verb, Dated(date(2008, 1, 1), "year", "text"), WEDNESDAY) == "negated"
