"""Errors and walls served as pages."""

from __future__ import annotations

import pytest

from tasks.news.stubs import stands_in

LONG = "The council met again and spoke about the dam and its price. " * 20


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("404", ""),
        ("Page not found", LONG),
        ("404 - Page Not Found", LONG),
        ("Error 403: Forbidden", LONG),
        ("Access Denied", LONG),
        ("Page not found | Harbour Post", "Try the search."),
        ("Sorry, the page you are looking for could not be found", ""),
        ("Just a moment...", ""),
        ("Dam talks", "We use our own and other cookies. Accept all cookies."),
        ("Dam talks", "Please enable JavaScript."),
        ("Dam talks", "The talks failed. Subscribe now to continue reading."),
    ],
)
def test_errors_and_walls_are_told(title: str, body: str) -> None:
    assert stands_in([title], body) is not None


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("404 dead in floods", ""),
        ("500 days of war", ""),
        ("Access denied: reporters barred from court", ""),
        ("Access denied - reporters barred from court", LONG),
        ("Lost page of the treaty not found in archive", ""),
        ("Browsers drop cookies", f"{LONG} The firms said they would accept all cookies."),
        ("", LONG),
    ],
)
def test_news_in_the_same_words_is_kept(title: str, body: str) -> None:
    assert stands_in([title], body) is None
