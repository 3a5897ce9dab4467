"""Saved pages of our own, one for each way in which news is built, against what they truly say.

The outlets, people and articles are invented; `truth.json` tells for each page what a reader would
read off it. A value is null where the page does not say it, or says nonsense.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tasks.evaluation.pages import page_shares, score_pages
from tasks.news.pages import clean_page
from tasks.records import Article, Page

FOLDER = Path(__file__).parent.parent / "pages" / "layouts"
TRUTH: dict[str, dict[str, Any]] = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
NAMES = sorted(TRUTH)
DATED = [name for name in NAMES if TRUTH[name]["published"]]
UNDATED = [name for name in NAMES if not TRUTH[name]["published"]]
PAGE_F1, ALL_F1 = 0.9, 0.965
DATES_RIGHT = 0.9
BYLINES_RIGHT = 0.9


@cache
def cleaned(name: str) -> Article:
    """Clean a page as if fetched from its address, which must give an article."""
    url, body = TRUTH[name]["url"], (FOLDER / name).read_bytes()
    result = clean_page(Page(url=url, body=body, media_type="text/html"))
    assert isinstance(result, Article), result
    return result


def body(name: str) -> str:
    return "\n\n".join(TRUTH[name]["paragraphs"])


def day(name: str) -> str | None:
    on = cleaned(name).published_on
    return on.isoformat() if on else None


def share_right(told: dict[str, Any], found: dict[str, Any]) -> float:
    return sum(bool(found[name] == told[name]) for name in told) / len(told)


def test_each_page_has_its_truth_and_there_are_enough() -> None:
    assert {file.name for file in FOLDER.glob("*.html")} == set(TRUTH)
    assert len(DATED) >= 20
    assert len(UNDATED) >= 3


@pytest.mark.parametrize("name", NAMES)
def test_the_facts_of_a_page(name: str) -> None:
    found, told = cleaned(name), TRUTH[name]
    assert (found.title, found.language) == (told["title"], told["language"])
    assert found.url == told.get("canonical", told["url"])


@pytest.mark.parametrize("name", NAMES)
def test_the_section_of_a_page(name: str) -> None:
    assert cleaned(name).section == TRUTH[name]["section"]


@pytest.mark.parametrize("name", NAMES)
def test_when_a_page_was_modified(name: str) -> None:
    on = cleaned(name).modified_on
    assert (on.isoformat() if on else None) == TRUTH[name]["modified"]


@pytest.mark.parametrize("name", NAMES)
def test_the_body_of_a_page(name: str) -> None:
    right, extra, missed = page_shares(body(name), cleaned(name).text)
    assert 2 * right / (2 * right + extra + missed) >= PAGE_F1


def test_the_bodies_of_all_pages() -> None:
    scores = score_pages((body(name), cleaned(name).text) for name in NAMES)
    assert scores.n_pages == len(NAMES)
    assert scores.f1 is not None
    assert scores.f1 >= ALL_F1


def test_the_dates_of_nearly_all_pages() -> None:
    told = {name: TRUTH[name]["published"] for name in DATED}
    found = {name: day(name) for name in DATED}
    assert share_right(told, found) >= DATES_RIGHT, found


@pytest.mark.parametrize("name", UNDATED)
def test_no_date_is_made_up(name: str) -> None:
    found = cleaned(name)
    assert (found.published_on, found.published_at, found.published_basis) == (None, None, None)


def test_the_bylines_of_nearly_all_pages() -> None:
    told = {name: ", ".join(TRUTH[name]["authors"]) or None for name in NAMES}
    found = {name: cleaned(name).byline for name in NAMES}
    assert share_right(told, found) >= BYLINES_RIGHT, found
