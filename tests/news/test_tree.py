"""Parsing once, and losing nothing without a word."""

from __future__ import annotations

import pytest

from tasks.news.articles import CleanError
from tasks.news.tree import parse, said

WORDS = "It rained in the town and on the river. "


@pytest.mark.parametrize("depth", [250, 300, 2_000, 2_047, 2_100, 14_000])
def test_what_nests_too_deep_is_refused_at_any_depth(depth: int) -> None:
    markup = f"<p>{WORDS}</p>{'<div>' * depth}deep{'</div>' * depth}<p>{WORDS}</p>"
    with pytest.raises(CleanError) as error:
        parse(markup)
    assert error.value.reason == "broken_html"


def test_deep_pages_below_that_are_whole() -> None:
    markup = f"<body>{'<div>' * 190}deep{'</div>' * 190}<p>{WORDS}</p></body>"
    assert parse(markup).seen().split("\n") == ["deep", WORDS.strip()]


@pytest.mark.parametrize("opening", ["<p>", "<p>short</p><div>", "<pre>", "<table><tr><td>"])
def test_one_giant_node_is_refused(opening: str) -> None:
    with pytest.raises(CleanError) as error:
        parse(opening + WORDS * 240_000)
    assert error.value.reason == "too_long"


def test_a_giant_script_or_attribute_is_no_text() -> None:
    markup = f'<script>{WORDS * 40_000}</script><p title="{WORDS * 40_000}">{WORDS}</p>'
    assert parse(markup).seen() == WORDS.strip()


@pytest.mark.parametrize("markup", ["", "  ", "<!-- nothing -->"])
def test_no_html_is_told(markup: str) -> None:
    with pytest.raises(CleanError) as error:
        parse(markup)
    assert error.value.reason == "broken_html"


def test_json_ld_is_kept_and_other_scripts_go() -> None:
    tree = parse(
        '<head><script type="application/ld+json">{"a": 1}</script><script>var b;</script>'
        "<style>p {}</style></head><body><p>It <b>rained</b>.</p>again</body>"
    )
    assert tree.described == ('{"a": 1}',)
    assert tree.seen() == "It\nrained\n.\nagain"


def test_two_line_breaks_part_paragraphs() -> None:
    tree = parse("<p>One.<br> <BR/>Two.<br>Three.</p>")
    assert list(map(said, tree.elements("p"))) == ["One.", "Two. Three."]


def test_nul_bytes_declared_charsets_and_declarations_do_no_harm() -> None:
    tree = parse('<?xml version="1.0" encoding="koi8-r"?><meta charset="koi8-r"><p>Ж\0é</p>')
    assert tree.seen() == "Жé"
