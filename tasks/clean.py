"""The stage that cleans pages into articles.

What belongs here: the batch, and that one bad page costs one page. What does not: how a page is
cleaned (`tasks.news.pages`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import task_run

from tasks.news.pages import clean_page
from tasks.news.text import one_line
from tasks.records import Article, Page, Rejection
from tasks.settings import settings


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The articles, in the order of their pages and one for each URL, and what was lost."""

    articles: tuple[Article, ...]
    rejections: tuple[Rejection, ...]


def _clean_name() -> str:
    return f"clean {len(task_run.parameters['pages'])} pages"


@task(name="clean", task_run_name=_clean_name, cache_policy=NO_CACHE, persist_result=False)
def clean(pages: Sequence[Page]) -> Cleaned:
    """Clean each page; of two pages with one canonical URL the first is kept."""
    articles: dict[str, Article] = {}
    rejections: list[Rejection] = []
    for page in pages:
        result = _clean_one(page)
        if isinstance(result, Rejection):
            rejections.append(result)
        elif result.url in articles:
            what = f"has the canonical URL {result.url} of a page before it; it was left out"
            rejections.append(_reject(page, "duplicate", what))
        else:
            articles[result.url] = result
    return Cleaned(tuple(articles.values()), tuple(rejections))


def _clean_one(page: Page) -> Article | Rejection:
    try:
        return clean_page(page, settings().allow_hosts)
    except Exception as error:  # a page we did not foresee costs one page, and is counted
        what = f"could not be cleaned ({type(error).__name__}: {one_line(str(error))[:200]})"
        return _reject(page, "failed", f"{what}; please report it with the page")


def _reject(page: Page, reason: str, what: str) -> Rejection:
    detail = f"{page.url} {what}."
    return Rejection(stage="clean", subject=page.url, reason=reason, detail=detail)
