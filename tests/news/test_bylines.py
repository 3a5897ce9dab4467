"""Lines that say who wrote it."""

from __future__ import annotations

import pytest

from tasks.news.bylines import clean_author, read_byline


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("By Jane Doe and John Roe", "Jane Doe and John Roe"),
        ("By Ali al-Roe, Sara von Trapp and Jo Doe", "Ali al-Roe, Sara von Trapp and Jo Doe"),
        ("By Jane Doe in Baghdad", "Jane Doe"),
        ("By JANE DOE | Gulf Desk", "JANE DOE"),
    ],
)  # fmt: skip
def test_bylines_give_names(line: str, names: str) -> None:
    assert read_byline(line) == names


@pytest.mark.parametrize(
    "line",
    [
        "By the river",
        "By Monday Morning",
        "By Friday Prime Minister Ali Khan had left.",
        "Jane Doe",
    ],
)
def test_other_lines_are_no_byline(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("By  Jane\nDoe ", "Jane Doe"),
        ("Byron Doe", "Byron Doe"),
        ("https://a.example/jane", None),
        ("jane@a.example", None),
        (" ", None),
    ],
)
def test_declared_authors_are_cleaned(declared: str, expected: str | None) -> None:
    assert clean_author(declared) == expected
