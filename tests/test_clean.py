"""The clean stage: one bad page costs one page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tasks import clean as cleaning
from tasks.clean import clean
from tasks.news.pages import clean_page
from tasks.records import Article, Page, Rejection

TEXT = b"The two ministers met on Monday and spoke about the dam and its price."
PAGE = Page(url="https://a.example/1", body=TEXT, media_type="text/plain")


def test_articles_keep_the_order_of_their_pages() -> None:
    result = clean.fn([PAGE, replace(PAGE, url="https://a.example/2")])
    assert [one.url for one in result.articles] == ["https://a.example/1", "https://a.example/2"]
    assert result.rejections == ()


def test_a_page_that_raises_costs_one_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(page: Page, mirrors: frozenset[str]) -> Article | Rejection:
        if page.url.endswith("2"):
            raise RuntimeError("the parser\nfell over")
        return clean_page(page, mirrors)

    monkeypatch.setattr(cleaning, "clean_page", explode)
    pages = [replace(PAGE, url=f"https://a.example/{number}") for number in (1, 2, 3)]
    result = clean.fn(pages)
    assert [one.url[-1] for one in result.articles] == ["1", "3"]
    (loss,) = result.rejections
    assert (loss.subject, loss.reason) == ("https://a.example/2", "failed")
    assert "RuntimeError: the parser fell over" in loss.detail


def test_two_pages_of_one_canonical_url_give_one_article() -> None:
    result = clean.fn([PAGE, replace(PAGE, url=f"{PAGE.url}#again")])
    assert len(result.articles) == 1
    (loss,) = result.rejections
    assert (loss.subject, loss.reason) == ("https://a.example/1#again", "duplicate")


def test_what_cannot_be_cleaned_is_counted() -> None:
    result = clean.fn([replace(PAGE, body=b"  ")])
    assert result.articles == ()
    assert [loss.reason for loss in result.rejections] == ["no_text"]
