"""The body of a page, where trafilatura alone falls short."""

from __future__ import annotations

from tasks.news.body import read_body
from tasks.news.tree import Tree, parse

FIRST = "The ministers met in the town on Monday and spoke about the dam and about its price."
SECOND = "They agreed to meet again in the spring, when the water is high and the roads are dry."


def page(body: str) -> Tree:
    return parse(f"<html><body>{body}</body></html>")


def test_nothing_is_found_on_a_page_without_text() -> None:
    assert read_body(page("")) == ()
    assert read_body(page("<img src='a.png'>")) == ()


def test_the_main_heading_is_no_paragraph() -> None:
    heading = "<h1>Ministers meet over dam</h1>"
    assert read_body(page(f"<article>{heading}<p>{FIRST}</p></article>")) == (FIRST,)


def test_words_shown_over_a_name_are_left_out() -> None:
    name = 'Dr Ada Vell<span class="tooltip"><a href="/x">More on Vell</a></span>'
    (found,) = read_body(page(f"<article><p>{FIRST} {name} spoke first.</p></article>"))
    assert found.endswith("Dr Ada Vell spoke first.")


def test_entities_escaped_twice_are_read() -> None:
    found = read_body(page(f"<article><p>&amp;quot;{FIRST}&amp;quot;</p></article>"))
    assert found == (f'"{FIRST}"',)


def test_two_links_at_the_end_are_left_out_and_one_may_stay() -> None:
    def ending(count: int) -> Tree:
        links = "".join(
            f'<p><a href="/{n}">Story number {n} of the week</a></p>' for n in range(count)
        )
        return page(f"<article><p>{FIRST}</p><p>{SECOND}</p>{links}</article>")

    assert read_body(ending(3)) == (FIRST, SECOND)
    assert read_body(ending(0)) == (FIRST, SECOND)


def test_listings_of_dated_links_are_left_out() -> None:
    items = "".join(
        f'<li><a href="/{day}">Ferry trial in week {day}</a><p>The court sat until noon.</p>'
        f"<span>{day} May 2023</span></li>"
        for day in range(1, 5)
    )
    story = f"<div><h1>Ministers meet over dam</h1><p>{FIRST}</p><p>{SECOND}</p></div>"
    assert read_body(page(f"{story}<div><h3>More</h3><ul>{items}</ul></div>")) == (FIRST, SECOND)


def test_a_list_of_dates_without_links_is_the_articles_own() -> None:
    items = "".join(f"<li>{day} May 2023: the court sat until noon.</li>" for day in range(1, 5))
    found = read_body(page(f"<article><p>{FIRST}</p><p>{SECOND}</p><ul>{items}</ul></article>"))
    assert found[-1] == "4 May 2023: the court sat until noon."


def test_divisions_can_be_paragraphs() -> None:
    rows = "".join(
        f'<div class="row"><div class="cell"><div class="t">{one}</div></div></div>'
        for one in (FIRST, SECOND, f"{FIRST} So it was said.", f"{SECOND} So they hoped.") * 2
    )
    assert len(read_body(page(f"<div class='letter'>{rows}</div>"))) >= 4
