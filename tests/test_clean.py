"""The clean stage: one bad page costs one page, and only the days asked for are kept."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from tasks import clean as cleaning
from tasks.bodies import body_hash
from tasks.clean import clean
from tasks.news.cleaning import Order, fill
from tasks.news.windows import Window
from tasks.records import Article, LayoutRule, Page, ReadFrom, Rejection
from tasks.settings import Settings

TEXT = b"The two ministers met on Monday and spoke about the dam and its price."
PAGE = Page(url="https://a.example/1", body=TEXT, media_type="text/plain")
PAGES = [replace(PAGE, url=f"https://a.example/{number}") for number in (1, 2, 3)]
MAY = Window(since=date(2023, 5, 1), until=date(2023, 6, 1))


# Work that goes wrong at the second page, in a process of its own.


def explode(order: Order) -> Article | Rejection:
    if order.page.url.endswith("2"):
        raise RuntimeError("the parser\nfell over")
    return fill(order)


def crash(order: Order) -> Article | Rejection:
    if order.page.url.endswith("2"):
        os.kill(os.getpid(), signal.SIGSEGV)
    return fill(order)


def hang(order: Order) -> Article | Rejection:
    while order.page.url.endswith("2"):
        pass
    return fill(order)


def show(order: Order) -> Article | Rejection:
    return Article(url=order.page.url, outlet="", title=None, text=repr(order.rules))


@pytest.mark.parametrize(
    ("work", "reason", "told"),
    [
        (explode, "failed", "RuntimeError: the parser fell over"),
        (crash, "crashed", "ended the process"),
        (hang, "too_slow", "more than 2 seconds to clean; raise COMMUNIQUE_PARSE_DEADLINE"),
    ],
)
def test_a_page_that_ends_badly_costs_one_page(
    work: Callable[[Order], Article | Rejection],
    reason: str,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cleaning, "fill", work)
    monkeypatch.setattr(cleaning, "settings", lambda: Settings(parse_deadline=2))
    result = clean.fn(PAGES)
    assert [one.url[-1] for one in result.articles] == ["1", "3"]
    (loss,) = result.rejections
    assert (loss.stage, loss.subject, loss.reason) == ("clean", "https://a.example/2", reason)
    assert told in loss.detail


def test_articles_keep_the_order_of_their_pages() -> None:
    result = clean.fn(PAGES)
    assert [one.url[-1] for one in result.articles] == ["1", "2", "3"]
    assert result.rejections == ()


def test_two_pages_of_one_canonical_url_give_one_article() -> None:
    result = clean.fn([PAGE, replace(PAGE, url=f"{PAGE.url}#again")])
    assert len(result.articles) == 1
    (loss,) = result.rejections
    assert (loss.subject, loss.reason) == ("https://a.example/1#again", "duplicate")


def test_each_article_names_the_page_it_was_read_from() -> None:
    page = replace(PAGE, url="https://a.example/1?utm_source=feed")
    result = clean.fn([replace(PAGE, url="https://a.example/0", body=b" "), page])
    (article,) = result.articles
    assert article.url == "https://a.example/1"
    (read_from,) = result.read_from
    assert read_from == ReadFrom(article_id=article.id, url=page.url, body_hash=body_hash(TEXT))


def test_what_cannot_be_cleaned_is_counted() -> None:
    result = clean.fn([replace(PAGE, body=b"  ")])
    assert result.articles == ()
    assert [loss.reason for loss in result.rejections] == ["no_text"]


def test_a_window_keeps_its_days_and_names_what_has_none() -> None:
    days = ["2023-04-30", "2023-05-01", "2023-05-31", "2023-06-01", None]
    pages = [
        replace(PAGE, url=f"https://a.example/{number}", published=day)
        for number, day in enumerate(days)
    ]
    result = clean.fn(pages, window=MAY)
    assert [str(one.published_on) for one in result.articles] == ["2023-05-01", "2023-05-31"]
    assert result.outside == 2
    (loss,) = result.rejections
    assert (loss.subject, loss.reason) == ("https://a.example/4", "undated")
    assert len(clean.fn(pages).articles) == 5


def test_rules_go_with_the_pages_they_are_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "fill", show)
    rule = LayoutRule(body=("div.story",))
    pages = [PAGE, replace(PAGE, url="https://b.example/2")]
    first, second = clean.fn(pages, {"a.example": [rule]}).articles
    assert "div.story" in first.text
    assert "div.story" not in second.text
