"""Is it English?"""

from __future__ import annotations

import pytest

from tasks.news.language import base_language, is_english, is_prose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The envoy said on Monday that the two sides would meet again in the spring.", True),
        ("De minister zei maandag dat hij in het voorjaar weer naar de hoofdstad reist.", False),
        ("Le ministre a déclaré lundi que les deux pays allaient se revoir au printemps.", False),
        ("Министр заявил в понедельник, что обе стороны снова встретятся весной в столице.", False),
        ("وزیر گفت که دو طرف در بهار دوباره در پایتخت با هم دیدار خواهند کرد و گفتگو", False),
        ("Sirens, smoke, silence.", True),  # too short to tell
        ("<p>Oslo&nbsp;<b>met</b> Cairo</p>" * 3, True),  # markup is no words
    ],
)
def test_function_words_tell_english(text: str, expected: bool) -> None:
    assert is_english(text) is expected


@pytest.mark.parametrize(
    ("declared", "expected"),
    [("en", "en"), ("en-GB", "en"), ("EN_us", "en"), ("English", "en"), ("fa", "fa"),
     ("und", None), ("", None), (None, None), ("?", None)],
)  # fmt: skip
def test_a_declared_tag_gives_its_base(declared: str | None, expected: str | None) -> None:
    assert base_language(declared) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("(" * 5_000 + "x" + ")" * 5_000, False),
        ("The envoy said on Monday that the two sides would meet again. " * 50, True),
        ("7 8 9 " * 50, True),
        ("?!", True),  # too short to tell
        ("", True),
    ],
)
def test_prose_is_made_of_letters(text: str, expected: bool) -> None:
    assert is_prose(text) is expected
