"""The stage that cleans pages into articles.

What belongs here: the batch, that one bad page costs one page, and which articles are asked for.
What does not: how a page is cleaned (`tasks.news.pages`), where it can be killed (`workers`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import task_run

from tasks.bodies import body_hash
from tasks.news.cleaning import Order, failed, fill, lost, reject
from tasks.news.layouts import rules_of
from tasks.news.windows import Window, judge_day
from tasks.records import Article, LayoutRule, Page, ReadFrom, Rejection
from tasks.settings import settings
from tasks.workers import Lost, each

Rules = Mapping[str, Sequence[LayoutRule]]  # by host or outlet; see `rules_of`
_NO_RULES: Rules = {}
_ALWAYS = Window()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The articles, in the order of their pages and one for each URL, and what was lost.

    `read_from` tells the page of each article, in the same order.
    """

    articles: tuple[Article, ...]
    rejections: tuple[Rejection, ...]
    outside: int = 0  # articles of other days than those asked for: no loss
    read_from: tuple[ReadFrom, ...] = ()


def _clean_name() -> str:
    return f"clean {len(task_run.parameters['pages'])} pages"


@task(name="clean", task_run_name=_clean_name, cache_policy=NO_CACHE, persist_result=False)
def clean(pages: Sequence[Page], rules: Rules = _NO_RULES, window: Window = _ALWAYS) -> Cleaned:
    """Clean each page; of two pages with one canonical URL the first is kept.

    `rules` are what the operator knows of layouts. Articles of days outside the window are
    dropped; under a window one without a date is a rejection.
    """
    kept: dict[str, tuple[Article, Page]] = {}
    rejections: list[Rejection] = []
    outside = 0
    for page, result in zip(pages, _results(pages, rules), strict=True):
        if isinstance(result, Rejection):
            rejections.append(result)
        elif (verdict := judge_day(window, result.published_on)) == "outside":
            outside += 1
        elif loss := _undated(page) if verdict == "unknown" else _again(page, result, kept):
            rejections.append(loss)
        else:
            kept[result.url] = (result, page)
    return Cleaned(
        articles=tuple(article for article, _ in kept.values()),
        rejections=tuple(rejections),
        outside=outside,
        read_from=tuple(_read_from(article, page) for article, page in kept.values()),
    )


def _read_from(article: Article, page: Page) -> ReadFrom:
    return ReadFrom(article_id=article.id, url=page.url, body_hash=body_hash(page.body))


def _results(pages: Sequence[Page], rules: Rules) -> Iterator[Article | Rejection]:
    mirrors, seconds = settings().allow_hosts, settings().parse_deadline
    orders = [Order(page=page, rules=rules_of(page, rules), mirrors=mirrors) for page in pages]
    for page, result in zip(pages, each(fill, orders, seconds=seconds), strict=True):
        if isinstance(result, Lost):
            yield lost(page, result.reason, seconds)
        elif isinstance(result, Exception):
            yield failed(page, result)
        else:
            yield result


def _undated(page: Page) -> Rejection:
    what = "has no date, so nobody can tell whether it lies within; read it without a window"
    return reject(page, "undated", what)


def _again(
    page: Page, article: Article, kept: Mapping[str, tuple[Article, Page]]
) -> Rejection | None:
    if article.url not in kept:
        return None
    what = f"has the canonical URL {article.url} of a page before it; it was left out"
    return reject(page, "duplicate", what)
