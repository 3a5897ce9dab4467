"""Markup that no parser should see is told by one look."""

from __future__ import annotations

import pytest

from tasks.news.articles import CleanError
from tasks.news.markup import check_markup


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<p>" + "<div>" * 100_000, "too_long"),
        ("<p>It rained." * 60_000, "too_long"),
        ("<p>It rained." + "<br>" * 300_000, "too_long"),
        ("<p>" + "It rained. " * 1_000_000, "too_long"),
    ],
)
def test_hostile_markup_is_refused(markup: str, reason: str) -> None:
    with pytest.raises(CleanError) as error:
        check_markup(markup)
    assert error.value.reason == reason


@pytest.mark.parametrize(
    "markup",
    [
        "<ul>" + "<li><p>One more.<br>" * 9_000 + "</ul>",
        "<script>" + "for(i=0;i<n;i++){}" * 5_000 + "</script><p>It rained.</p>",
        "<div><p>It rained.</p></div>" * 5_000,
        "1 < 2 " * 40_000,
    ],
)
def test_long_and_careless_pages_pass(markup: str) -> None:
    check_markup(markup)
