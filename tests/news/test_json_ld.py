"""What JSON-LD says of an article."""

from __future__ import annotations

import json

import pytest

from tasks.news.json_ld import name_of, read_article, text_of, texts_of


@pytest.mark.parametrize(
    "told",
    [
        {"@type": "NewsArticle", "headline": "Yes"},
        [{"@type": "WebSite"}, {"@type": ["Thing", "ReportageNewsArticle"], "headline": "Yes"}],
        {"@graph": [{"@type": "BlogPosting", "headline": "Yes"}]},
    ],
)
def test_the_articles_object_is_found(told: object) -> None:
    assert read_article(["{broken", json.dumps(told)])["headline"] == "Yes"


@pytest.mark.parametrize("script", ["", "null", "7", '{"@type": 7}', "[" * 100_000])
def test_anything_else_is_an_empty_object(script: str) -> None:
    assert read_article([script]) == {}


def test_names_of_people_and_lists_of_them() -> None:
    assert name_of([{"name": "Ann Roe"}, "By Jo Doe", {"name": "Ann Roe"}]) == "Ann Roe, Jo Doe"
    assert name_of({"@id": "#x"}) is None


def test_text_has_its_entities_read() -> None:
    assert text_of({"a": "Q &amp; A", "b": 7}, "a") == "Q & A"
    assert text_of({"b": 7}, "b") is None


def test_a_field_may_be_a_list_of_texts() -> None:
    assert texts_of({"a": ["Q &amp; A", 7, " ", "B"]}, "a") == ("Q & A", "B")
    assert texts_of({"a": "One"}, "a") == ("One",)
    assert texts_of({"a": {"b": "c"}}, "a") == ()
