"""Feeds cut behind an entry."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tasks.news.long_feeds import first_entries

RSS = "<rss version='2.0'><channel><title>T</title>{}</channel></rss>"
RDF = (
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:a='urn:a'>"
    "<a:channel/>{}</rdf:RDF>"
)
ITEM = "<item><title>Quay {}</title></item>"


@pytest.mark.parametrize("form", [RSS, RDF, RSS.replace("item", "a:item")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_well_formed_feed_stays_so(form: str, encoding: str) -> None:
    body = form.format("\n".join(ITEM.format(number) for number in range(9))).encode(encoding)
    cut = first_entries(body, 4)
    titles = [item.findtext("title") for item in ElementTree.fromstring(cut).iter("item")]
    assert titles == [f"Quay {number}" for number in range(4)]


def test_a_feed_of_no_more_is_as_it_was() -> None:
    body = RSS.format(ITEM * 4).encode()
    assert first_entries(body, 4) is body
    assert first_entries(body, 100) is body


def test_what_only_looks_like_an_entry_does_not_count() -> None:
    told = "<item><title><![CDATA[<item><item><item>]]></title></item><!-- <item> -->"
    body = RSS.format(told * 3).encode()
    assert first_entries(body, 3) is body


def test_a_broken_feed_is_cut_where_an_entry_looks_to_begin() -> None:
    body = b"<rss>&broken; <Item>1</Item><items/><x:entry a=''>2</x:entry><item>3</item>"
    assert first_entries(body, 2) == body[: body.index(b"<item>3")]
