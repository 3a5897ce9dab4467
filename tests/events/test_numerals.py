"""Numbers in words and figures, and what bounds them."""

from __future__ import annotations

import pytest

from tasks.events.numerals import numerals


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("12", 12, 12),
        ("3,000", 3000, 3000),
        ("1.2 million", 1_200_000, 1_200_000),
        ("two", 2, 2),
        ("twenty - two", 22, 22),
        ("one hundred and twenty - one", 121, 121),
        ("two hundred thousand", 200_000, 200_000),
        ("a dozen", 12, 12),
        ("half a dozen", 6, 6),
        ("three dozen", 36, 36),
        ("a couple", 2, 2),
        ("some 3,000", 3000, 3000),
        ("about a hundred", 100, 100),
        ("another 8", 8, 8),
        ("at least 12", 12, None),
        ("no fewer than nine", 9, None),
        ("more than 40", 41, None),
        ("well over 100", 101, None),
        ("more than a dozen", 13, None),
        ("12 or more", 12, None),
        ("12+", 12, None),
        ("up to 30", 0, 30),
        ("as many as 1,500", 0, 1500),
        ("no more than 20", 0, 20),
        ("fewer than 10", 0, 9),
        ("between five and seven", 5, 7),
        ("5 to 7", 5, 7),
        ("5 - 7", 5, 7),
        ("two or three", 2, 3),
        ("two to three million", 2_000_000, 3_000_000),
        ("dozens", 20, None),
        ("scores", 40, None),
        ("hundreds", 200, None),
        ("tens of thousands", 20_000, None),
        ("hundreds of thousands", 200_000, None),
        ("several", 3, None),
        ("several hundred", 300, None),
        ("a few", 2, None),
        ("no one", 0, 0),
        ("nobody", 0, 0),
    ],
)
def test_a_number_is_read_whole_with_its_bounds(text: str, least: int, most: int | None) -> None:
    (found,) = numerals(text.split())
    assert (found.least, found.most) == (least, most)
    assert (found.first, found.last) == (0, len(text.split()))


@pytest.mark.parametrize(
    "text",
    ["30 percent", "a 12 - year - old boy", "3.5", "a boy", "the end", "9" * 400, "80 million"],
)
def test_what_counts_nothing_is_no_number(text: str) -> None:
    assert numerals(text.split()) == []


def test_each_number_of_a_sentence_stands_at_its_words() -> None:
    words = "over two hundred soldiers and five civilians fell".split()
    assert [(n.least, n.first, n.last) for n in numerals(words)] == [(201, 0, 3), (5, 5, 6)]
