"""What the operator's selectors find, and which dated rule is asked."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tasks.news.layouts import Layout, fault_of, read_layout, rules_of, site_of
from tasks.records import LayoutRule, Page

SAVED = Path(__file__).parent.parent / "pages" / "layouts"
PAGE = """
<html><head><title>Dam</title><meta name="pdate" content="2023-03-05"></head><body>
<div id="top"><h1>Ministers <i>meet</i> over dam <span class="kicker">Water</span></h1>
<span class="by">By Ada Moss</span><span class="by">Odd Lund</span><span class="by">Ada Moss</span>
<p class="when">Posted <time datetime="2023-03-05T10:00:00+03:30">today</time></p></div>
<div class="story">
  <p>The ministers
     met on <b>Monday</b>.</p><div class="ad"><p>Buy a boat.</p></div>
  <h2>The price</h2>
  <ul><li>Water first,</li><li>power second.</li></ul>
  <blockquote>It is dear.</blockquote>
  They met again.<br><br>They will meet
  <br>in May.<br/>Then they rest.
  <!-- not a word --><script>var a = 1;</script>
  <figure><img src="a.png"><figcaption>The dam.</figcaption></figure>
  <table><tr><th>Year</th><td>Price</td></tr><tr><td><p>Old.</p></td><td><p>New.</p></td></tr></table>
</div><div class="story"><p>The second part.</p></div></body></html>
"""
BODY = (
    "The ministers met on Monday.",
    "The price",
    "Water first,",
    "power second.",
    "It is dear.",
    "They met again.",
    "They will meet in May.",
    "Then they rest.",
    "Year | Price",
    "Old.",
    "New.",
    "The second part.",
)
OLD = LayoutRule(until=date(2020, 1, 1), title=("title",))
NEW = LayoutRule(since=date(2020, 1, 1), title=("h1",))
OPEN = LayoutRule(title=("time",))


def read(rule: LayoutRule) -> Layout:
    """Read the page by one rule, which must fit."""
    found = read_layout(PAGE, [rule], None)
    assert found is not None
    return found


def title_on(day: date | None, *rules: LayoutRule) -> str | None:
    found = read_layout(PAGE, rules, day)
    return found.title if found else None


def test_the_body_keeps_its_blocks_and_nothing_that_is_no_text() -> None:
    assert read(LayoutRule(body=(".story",), remove=(".ad",))).paragraphs == BODY


def test_a_body_may_be_its_paragraphs_and_nothing_is_told_twice() -> None:
    rule = LayoutRule(body=(".missing", ".story, .story p"), remove=(".ad",))
    assert read(rule).paragraphs == BODY
    found = read(LayoutRule(body=(".story > p",))).paragraphs
    assert found == (BODY[0], BODY[-1])


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        (
            "long_read.html",
            LayoutRule(body=(".longform__body",), remove=(".pullquote", ".inset")),
        ),
        ("live_blog.html", LayoutRule(body=("#liveblog-body",), remove=("header > a", "footer"))),
        ("nested_divs.html", LayoutRule(body=(".em-content",))),
        ("rtl_english.html", LayoutRule(body=(".lead, .news-body p:not(:last-child)",))),
        ("ministry_release.html", LayoutRule(body=(".release-text",))),
        ("old_tables.html", LayoutRule(body=("td td p:has(font[size='3'])",))),
        (
            "wordpress.html",
            LayoutRule(body=(".entry-content",), remove=(".sharedaddy, #jp-relatedposts",)),
        ),
    ],
)
def test_a_rule_reads_a_saved_page_word_for_word(name: str, rule: LayoutRule) -> None:
    truth = json.loads((SAVED / "truth.json").read_text(encoding="utf-8"))[name]
    markup = (SAVED / name).read_bytes().decode("cp1252" if name == "old_tables.html" else "utf-8")
    found = read_layout(markup, [rule], None)
    assert found is not None
    assert found.paragraphs == tuple(truth["paragraphs"])


def test_the_parts_are_told_as_printed() -> None:
    found = read(LayoutRule(title=("h1",), byline=(".by",), published=(".when",)))
    assert found.title == "Ministers meet over dam Water"
    assert found.byline == "Ada Moss, Odd Lund"
    assert found.published == "2023-03-05T10:00:00+03:30"
    assert found.paragraphs is None


def test_what_is_removed_leaves_the_parts_that_hold_it_and_may_be_told_itself() -> None:
    found = read(LayoutRule(title=("h1",), byline=(".by",), remove=(".kicker", ".by", ".ad")))
    assert (found.title, found.byline) == ("Ministers meet over dam", "Ada Moss, Odd Lund")
    for gone in ("Water</span>", "Odd Lund", "Buy a boat"):
        assert gone in PAGE
        assert gone not in found.markup
    assert "The second part." in found.markup
    whole = read(LayoutRule(body=(".story",), remove=(".ad",))).markup
    assert "<br/>" in whole
    assert "Buy a boat" not in whole


@pytest.mark.parametrize(
    ("selector", "told"),
    [
        ("time", "2023-03-05T10:00:00+03:30"),
        ("meta[name=pdate]", "2023-03-05"),
        (".kicker", "Water"),
        (".missing", None),
    ],
)
def test_a_date_is_the_declared_one_else_the_text(selector: str, told: str | None) -> None:
    assert read(LayoutRule(body=(".story",), published=(selector,))).published == told


def test_the_newest_rule_of_the_day_is_asked_first() -> None:
    assert title_on(date(2019, 12, 31), OPEN, OLD, NEW) == "today"
    assert title_on(date(2019, 12, 31), OLD, OPEN, NEW) == "Dam"
    assert title_on(date(2020, 1, 1), OPEN, OLD, NEW) == "Ministers meet over dam Water"
    assert title_on(None, OPEN, OLD, NEW) == "Ministers meet over dam Water"
    assert title_on(date(2020, 1, 1), OLD) is None


def test_a_rule_whose_body_is_not_there_does_not_fit() -> None:
    redesign = LayoutRule(since=date(2020, 1, 1), body=("main",), title=("h1",))
    assert title_on(None, redesign) is None
    assert title_on(None, redesign, OLD) == "Dam"
    empty = LayoutRule(since=date(2020, 1, 1), body=("img",))
    assert title_on(None, empty, OLD) == "Dam"


def test_a_rule_without_a_body_fits_when_anything_is_found() -> None:
    assert read_layout(PAGE, [LayoutRule(title=("h6",), remove=("aside",))], None) is None
    assert read(LayoutRule(title=("h6",), remove=(".ad",))).title is None
    assert read_layout(PAGE, [], None) is None


def test_deep_pages_are_read() -> None:
    deep = f"<body>{'<div>' * 240}<p>Down here.</p>{'</div>' * 240}</body>"
    found = read_layout(deep, [LayoutRule(body=("body",))], None)
    assert found is not None
    assert found.paragraphs == ("Down here.",)


@pytest.mark.parametrize("selector", ["", " ", "p >", "p::text", ":above", "a[", "//p", "p,,a"])
def test_what_is_no_selector_is_said_on_one_line(selector: str) -> None:
    fault = fault_of(selector)
    assert fault
    assert "\n" not in fault


@pytest.mark.parametrize("selector", ["p", "article > .text:not(.ad)", "div[data-part='body'] p"])
def test_selectors_have_no_fault(selector: str) -> None:
    assert fault_of(selector) is None


def test_rules_are_those_of_the_host_else_of_the_outlet() -> None:
    rules = {"gazette.example": (NEW,), "Harbour Gazette": (OLD,)}
    page = Page(url="https://www.gazette.example/a", body=b"", media_type="text/html")
    assert rules_of(page, rules) == (NEW,)
    copy = Page(
        url="urn:communique:x:1", body=b"", media_type="text/html", outlet="Harbour Gazette"
    )
    assert rules_of(copy, rules) == (OLD,)
    other = Page(url="https://other.example/", body=b"", media_type="text/html")
    assert rules_of(other, rules) == ()


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://WWW.Gazette.example:8443/a", "gazette.example"),
        ("http://m.gazette.example", "gazette.example"),
        ("https://amp.gazette.example/a", "gazette.example"),
        ("https://news.gazette.example/", "news.gazette.example"),
        ("file:///a.html", None),
        ("http://[broken", None),
    ],
)
def test_a_site_is_its_host_without_its_twins_marks(url: str, site: str | None) -> None:
    assert site_of(url) == site
