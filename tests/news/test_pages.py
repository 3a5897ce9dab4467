"""Saved pages of our own, in various layouts, to articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from tasks.news.pages import clean_page
from tasks.records import Article, LayoutRule, Page, Rejection

PAGES = Path(__file__).parent.parent / "pages"
WEB = Page(url="https://harbour.example/story", body=b"", media_type="text/html")
FILE = Page(url="file:///news/Gulf%20Desk/a.txt", body=b"", media_type="text/plain")
LEAD = "TEHRAN – The two ministers met on Monday and spoke about the dam and its price."


def saved(name: str) -> Page:
    """Return a saved page as if fetched."""
    return replace(WEB, body=(PAGES / name).read_bytes())


def article(page: Page, *, rules: Sequence[LayoutRule] = (), any_language: bool = False) -> Article:
    """Clean a page that must give an article."""
    result = clean_page(page, rules=rules, any_language=any_language)
    assert isinstance(result, Article), result
    return result


def from_text(text: str) -> Article:
    """Clean a plain text that must give an article."""
    return article(replace(FILE, body=text.encode()))


def lost(page: Page) -> Rejection:
    """Clean a page that must be lost; its rejection must be one line that names it."""
    result = clean_page(page)
    assert isinstance(result, Rejection), result
    assert (result.stage, result.subject) == ("clean", page.url)
    assert result.detail.startswith(page.url)
    assert "\n" not in result.detail
    return result


def test_json_ld_page() -> None:
    found = article(saved("json_ld.html"))
    assert found.url == "https://www.harbour.example/world/river-commission"
    assert found.title == "Ministers agree on a river commission"
    assert (found.outlet, found.byline) == ("Harbour Post", "Mina Tarr, Odd Lund")
    assert (found.dateline, found.dateline_place) == ("TEHRAN (Tasnim)", "Tehran")
    assert found.published_on == date(2023, 5, 3)
    assert found.published_at == datetime(2023, 5, 2, 21, 45)
    assert found.published_basis == "page"
    assert found.captions == ("The two delegations on the bridge on Tuesday.",)


def test_paragraphs_are_joined_by_one_blank_line() -> None:
    paragraphs = article(saved("json_ld.html")).text.split("\n\n")
    assert [paragraph[:12] for paragraph in paragraphs] == [
        "The water mi",
        "“We have wai",
        "The commissi",
    ]
    assert "nine years,” the host" in paragraphs[1]
    assert not any("\n" in paragraph for paragraph in paragraphs)


def test_line_breaks_part_paragraphs_and_the_charset_is_the_declared_one() -> None:
    found = article(saved("line_breaks.html"))
    assert (found.dateline, found.published_on) == ("BAGHDAD, March 4 (Xinhua)", date(2023, 3, 4))
    assert len(found.text.split("\n\n")) == 3
    assert "“closer than they were”" in found.text
    assert "café owners’ union" in found.text


def test_a_single_line_break_after_a_sentence_parts_paragraphs() -> None:
    found = article(saved("xhtml.html"))
    assert found.text.split("\n\n")[1].endswith("hard but fair.")
    assert (found.byline, found.dateline_place) == ("Ada Moss", "Moscow")
    assert (found.published_on, found.published_at) == (date(2022, 12, 20), None)


def test_a_mirror_takes_the_canonical_url_and_others_do_not() -> None:
    page = saved("mirror.html")
    canonical = "https://northern-wire.example/2023/06/border-post"
    assert article(replace(page, url="http://127.0.0.1:8000/b.html")).url == canonical
    assert article(page).url == page.url
    inside = replace(page, url="http://10.0.0.7:8000/b.html")
    result = clean_page(inside, frozenset({"10.0.0.7:8000"}))
    assert isinstance(result, Article)
    assert result.url == canonical


def test_wire_page() -> None:
    found = article(saved("wire.html"))
    assert (found.byline, found.dateline, found.initials) == ("Sara Linde", "TEHRAN", "KL/RM")
    assert (found.license or "").startswith("All Content by Gulf Desk is licensed")
    assert found.published_on == date(2023, 3, 5)  # as printed
    assert found.published_at == datetime(2023, 3, 4, 21, 10)  # UTC
    for outside in ("By Sara", "Sunday, 00:40", "Read more", "KL/RM", "licensed", "TEHRAN"):
        assert outside not in found.text
    assert found.text.endswith("to plan the next one.")


def test_what_stands_beside_the_article_stays_out() -> None:
    found = article(saved("related.html"))
    assert found.text.startswith("Farmers who had")
    assert found.text.endswith("days of the blockade.")
    assert found.byline == "Jon Berg"
    assert found.published_on == date(2023, 12, 12)  # not the masthead's, an update's or a card's


def test_the_dateline_opens_the_body_below_a_standfirst() -> None:
    found = article(saved("standfirst.html"))
    assert (found.dateline, found.dateline_place) == ("GENEVA, Switzerland", "Geneva")
    assert found.byline == "Lena Ruiz"
    assert found.text.startswith("The health agency asked")
    assert "Vaccines are short" not in found.text


def test_a_first_paragraph_without_a_dateline_stays() -> None:
    first = "The council met at noon. " * 10
    found = from_text(f"{first}\n\n{LEAD}")
    assert found.text.startswith(first.strip())
    assert found.dateline is None


def test_captions_come_from_classes_and_from_the_text() -> None:
    found = article(saved("captions.html"))
    assert found.captions == (
        "The team at the airport.",
        "A dog of the team rests beside a tent.",
    )
    assert found.text.endswith("in the first week.")
    assert (found.dateline, found.dateline_place) == ("Kyiv, Ukraine (AP)", "Kyiv")


def test_no_date_is_made_of_nonsense() -> None:
    found = article(saved("nonsense_date.html"))
    assert (found.published_on, found.published_at, found.published_basis) == (None, None, None)


def test_the_outlet_falls_back_to_the_host_or_folder() -> None:
    assert article(saved("nonsense_date.html")).outlet == "harbour.example"
    assert from_text(LEAD).outlet == "Gulf Desk"


def test_metadata_outranks_the_page() -> None:
    page = replace(
        saved("json_ld.html"),
        outlet="My Outlet",
        title="My title",
        published="2023-05-01",
        license="CC0",
    )
    found = article(page)
    assert (found.outlet, found.title, found.license) == ("My Outlet", "My title", "CC0")
    assert (found.published_on, found.published_at) == (date(2023, 5, 1), None)
    assert found.published_basis == "metadata"


def test_a_feeds_greenwich_time_keeps_the_pages_own_day() -> None:
    page = replace(saved("json_ld.html"), published="Tue, 02 May 2023 21:45:00 GMT")
    found = article(page)
    assert (found.published_on, found.published_basis) == (date(2023, 5, 3), "metadata")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("other_language.html", "not_english"),
        ("undeclared_language.html", "not_english"),
        ("no_text.html", "no_text"),
    ],
)
def test_pages_without_an_article_for_us(name: str, reason: str) -> None:
    assert lost(saved(name)).reason == reason


def test_the_operators_language_outranks_the_pages() -> None:
    assert lost(replace(saved("wire.html"), language="fa")).reason == "not_english"
    wrong = saved("wire.html").body.replace(b'lang="en"', b'lang="fa"')
    assert article(replace(WEB, body=wrong, language="en")).language == "en"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<!-- nothing -->", "broken_html"),
        (b"<p>" + b"<div>" * 300 + b"deep" + b"</div>" * 300, "broken_html"),
        (b"<p>" + b"All is quiet in the town and on the river. " * 25_000, "too_long"),
    ],
)
def test_broken_and_endless_pages(body: bytes, reason: str) -> None:
    assert lost(replace(WEB, body=body)).reason == reason


def test_other_media_are_no_page() -> None:
    assert lost(replace(WEB, body=b"<rss/>", media_type="application/xml")).reason == "not_html"


def test_an_undeclared_charset_is_detected() -> None:
    text = "Äußerungen über Grüße aus Österreich und für die Bürger von Köln. " * 5
    assert (
        article(replace(FILE, body=text.encode("cp1252")), any_language=True).text == text.strip()
    )


def test_plain_text_is_parted_like_a_page() -> None:
    found = from_text(
        f"Ministers meet over dam\n\nBy Jane Doe\n\n5 March 2023\n\n{LEAD}\n\n"
        "They will meet again. CAPTION: The dam. KL/RM"
    )
    assert (found.title, found.byline) == ("Ministers meet over dam", "Jane Doe")
    assert (found.published_on, found.dateline) == (date(2023, 3, 5), "TEHRAN")
    assert found.text == f"{LEAD.removeprefix('TEHRAN – ')}\n\nThey will meet again."


def test_the_first_lines_may_tell_of_a_change() -> None:
    found = from_text(f"Ann Roe\n\n5 March 2023\n\nUpdated: 6 March 2023\n\n{LEAD}")
    assert (found.published_on, found.modified_on) == (date(2023, 3, 5), date(2023, 3, 6))
    assert "Updated" not in found.text


def test_a_text_that_starts_with_a_sentence_has_no_title() -> None:
    found = from_text(f"{LEAD}\n\nThey will meet again.")
    assert found.title is None
    assert found.text.startswith("The two ministers")


def test_a_title_known_from_metadata_is_not_repeated_in_the_text() -> None:
    page = replace(FILE, body=f"Ministers meet\n\n{LEAD}".encode(), title="Ministers meet")
    assert article(page).text.startswith("The two ministers")


def test_an_undated_text_stays_undated() -> None:
    found = from_text(LEAD)
    assert (found.published_on, found.published_basis) == (None, None)


def test_nothing_is_printed_or_logged(capfd: pytest.CaptureFixture[str]) -> None:
    for path in sorted(PAGES.glob("*.html")):
        clean_page(saved(path.name))
    clean_page(replace(WEB, body=b"\xff\xfe\x00<"))
    assert capfd.readouterr() == ("", "")


def test_a_body_split_by_advertisements_is_joined() -> None:
    found = article(saved("split_body.html"))
    paragraphs = found.text.split("\n\n")
    assert [one.split()[1] for one in paragraphs] == ["ferry", "four", "ate", "coast"]
    assert found.text.endswith("strait is safe.")  # links to other articles end the page
    assert found.published_at == datetime(2024, 2, 7, 7, 30)


def test_quoted_posts_stay_and_invitations_go() -> None:
    found = article(saved("quoted_post.html"))
    assert "I step down today." in found.text
    assert found.text.endswith("would not settle the matter.")
    assert found.published_on == date(2024, 5, 14)


def test_tables_that_lay_out_the_page_hold_paragraphs() -> None:
    found = article(saved("table_layout.html"))
    assert len(found.text.split("\n\n")) == 3
    assert found.text.startswith("The government has asked")
    assert found.published_on == date(2023, 11, 20)


def test_a_row_of_figures_is_one_line() -> None:
    found = article(saved("result_table.html"))
    assert "\n\nGoverning list | 14\n\nDockers | 5\n\n" in found.text
    assert found.published_on == date(2023, 9, 18)


def test_a_body_that_is_fetched_later_is_read_from_json_ld() -> None:
    found = article(saved("fetched_later.html"))
    assert len(found.text.split("\n\n")) == 3
    assert found.text.endswith("until after midnight.")
    # Greenwich's Friday is the outlet's Saturday, as its address says.
    assert (found.published_on, found.published_at) == (
        date(2024, 3, 2),
        datetime(2024, 3, 1, 23, 30),
    )


@pytest.mark.parametrize(
    ("name", "reason", "said"),
    [
        ("not_found.html", "soft_404", "error page"),
        ("paywall.html", "paywall", "subscription"),
    ],
)
def test_pages_that_stand_in_for_an_article(name: str, reason: str, said: str) -> None:
    loss = lost(saved(name))
    assert loss.reason == reason
    assert said in loss.detail


def test_a_reader_who_does_not_code_gets_any_language() -> None:
    found = clean_page(saved("other_language.html"), any_language=True)
    assert isinstance(found, Article)
    assert found.language != "en"


def test_english_text_outranks_a_template_in_another_language() -> None:
    wrong = saved("wire.html").body.replace(b'lang="en"', b'lang="fa"')
    assert article(replace(WEB, body=wrong)).language == "en"


STORY = """<html lang="en"><head><title>Ministers meet over dam</title>
{head}</head><body><article><h1>Ministers meet over dam</h1>
<div class="kicker">What the ministers want from the dam and from one another.</div>
<div class="txt"><p>The two ministers met on Monday and spoke about the dam and its price.</p>
<p>They agreed to meet again in the spring, when the water is high.</p>
<p class="promo">Our own reporters follow the dam from its first stone to its last.</p></div>
<p class="who">Ann Roe</p><p class="when">5 May 2023</p></article></body></html>"""


def story(head: str = "", published: str | None = None) -> Page:
    return replace(WEB, body=STORY.format(head=head).encode(), published=published)


def declared(published: str, modified: str) -> str:
    return "".join(
        f'<meta property="article:{name}_time" content="{value}">'
        for name, value in (("published", published), ("modified", modified))
    )


@pytest.mark.parametrize(
    ("published", "modified", "on", "at"),
    [
        ("2023-05-05", "2023-05-06T08:00:00Z", date(2023, 5, 6), datetime(2023, 5, 6, 8)),
        ("2023-05-05", "2023-05-05", date(2023, 5, 5), None),
        ("2023-05-05", "2023-05-04", None, None),
        ("2023-05-05T08:00:00Z", "2023-05-05T07:59:59Z", None, None),
        # The same evening, in two zones.
        (
            "2023-05-06T00:30:00+03:30",
            "2023-05-05T21:30:00Z",
            date(2023, 5, 6),
            datetime(2023, 5, 5, 21, 30),
        ),
        ("2023-05-05", "soon", None, None),
    ],
)
def test_a_change_is_never_before_publication(
    published: str, modified: str, on: date | None, at: datetime | None
) -> None:
    found = article(story(declared(published, modified)))
    assert (found.modified_on, found.modified_at) == (on, at)


def test_what_gave_the_date_is_told() -> None:
    told = story(declared("2023-05-05", "2023-05-06"), published="2023-05-07")
    assert article(told).published_basis == "metadata"
    fed = article(replace(told, published_by="feed"))
    assert (fed.published_basis, fed.published_on) == ("feed", date(2023, 5, 7))
    assert fed.modified_on is None  # the operator's word on publication is the later one
    assert article(replace(told, published=None, published_by="feed")).published_basis == "page"


def test_an_outlets_own_layout_outranks_the_general_reading() -> None:
    rule = LayoutRule(
        body=("div.txt",),
        title=("div.kicker",),
        byline=("p.who",),
        published=("p.when",),
        remove=("p.promo",),
    )
    found = article(story(declared("2023-05-09", "2023-05-09")), rules=[rule])
    assert found.title == "What the ministers want from the dam and from one another."
    assert (found.byline, found.published_on) == ("Ann Roe", date(2023, 5, 5))
    assert found.text.split("\n\n")[1:] == [
        "They agreed to meet again in the spring, when the water is high."
    ]


def test_a_layout_may_only_remove() -> None:
    found = article(story(), rules=[LayoutRule(remove=("p.promo", "div.kicker"))])
    assert "Our own reporters" in article(story()).text
    assert "Our own reporters" not in found.text
    assert found.text.startswith("The two ministers")


def test_layouts_of_other_days_do_not_count() -> None:
    old = LayoutRule(until=date(2023, 5, 9), title=("div.kicker",))
    assert (
        article(story(declared("2023-05-09", "")), rules=[old]).title == "Ministers meet over dam"
    )
    early = story(declared("2023-05-09", ""), published="2023-05-08")  # the operator's day counts
    assert (article(early, rules=[old]).title or "").startswith("What the ministers want")
