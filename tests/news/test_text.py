"""Characters and paragraphs."""

from __future__ import annotations

import pytest

from tasks.news.text import normalise, one_line, paragraphs


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("one\u00a0two\u2003three", "one two three"),
        ("co\u00adopera\u200btion", "cooperation"),
        ("a\u202bb\ufeffc\x07d", "abcd"),
        ("first\r\nsecond\rthird", "first\nsecond\nthird"),
        ("one\n\n \n\ntwo", "one\n\ntwo"),
        ("“It’s here,” he said – twice", "“It’s here,” he said – twice"),
        ("cafe\u0301", "café"),
    ],
)
def test_blanks_and_invisible_characters_are_evened_out(printed: str, expected: str) -> None:
    assert normalise(printed) == expected


def test_one_line_has_no_line_feed() -> None:
    assert one_line(" a\nb\n\n\nc ") == "a b c"


def test_blank_lines_part_paragraphs_and_line_feeds_wrap() -> None:
    assert paragraphs("One is\nwrapped.\n\nTwo.\n") == ("One is wrapped.", "Two.")


def test_long_lines_without_blank_lines_are_paragraphs() -> None:
    long = "word " * 30 + "end."
    assert paragraphs(f"{long}\nShort one.") == (long, "Short one.")


def test_short_lines_without_blank_lines_are_one_wrapped_paragraph() -> None:
    assert paragraphs("The minister\nleft on\nMonday.") == ("The minister left on Monday.",)
