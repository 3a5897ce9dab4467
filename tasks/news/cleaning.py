"""Cleaning a page as work of its own, which may raise, hang or end its process.

What belongs here: what such work is given, and what its loss is called. What does not: how a page
is cleaned (`pages`), processes (`tasks.workers`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tasks.news.pages import clean_page
from tasks.news.text import one_line
from tasks.records import Article, LayoutRule, Page, Rejection

_REPORT = "please report it with the page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A page and all that cleaning it depends on: the work is done where nothing else is known."""

    page: Page
    rules: Sequence[LayoutRule] = ()
    mirrors: frozenset[str] = frozenset()
    any_language: bool = False


def fill(order: Order) -> Article | Rejection:
    """Return the article on the page, or why there is none; see `clean_page`."""
    return clean_page(order.page, order.mirrors, rules=order.rules, any_language=order.any_language)


def lost(page: Page, reason: Literal["timeout", "died"], seconds: float) -> Rejection:
    """Return the rejection of a page whose work was ended."""
    if reason == "timeout":
        what = f"took more than {seconds:g} seconds to clean; raise COMMUNIQUE_PARSE_DEADLINE or"
        return reject(page, "too_slow", f"{what} report it with the page")
    return reject(page, "crashed", f"ended the process that cleaned it; {_REPORT}")


def failed(page: Page, error: Exception) -> Rejection:
    """Return the rejection of a page that raised what we did not foresee."""
    what = f"could not be cleaned ({type(error).__name__}: {one_line(str(error))[:200]})"
    return reject(page, "failed", f"{what}; {_REPORT}")


def reject(page: Page, reason: str, what: str) -> Rejection:
    """Return the rejection of a page; `what` goes on from its URL, without the full stop."""
    detail = f"{page.url} {what}."
    return Rejection(stage="clean", subject=page.url, reason=reason, detail=detail)
