"""RSS and Atom to entries."""

from __future__ import annotations

from pathlib import Path

import pytest

from tasks.news.feeds import Entry, FeedError, is_feed, read_feed

PAGES = Path(__file__).parent.parent / "pages"
URL = "https://gulf-desk.example/feed.xml"


def test_rss_entries_are_absolute_once_and_in_order() -> None:
    feed = read_feed((PAGES / "rss.xml").read_bytes(), URL)
    assert feed.title == "Gulf Desk"
    assert feed.entries == (
        Entry(
            "https://gulf-desk.example/news/1",
            "Talks & tea: envoys meet",
            "Sat, 04 Mar 2023 10:00:00 +0330",
        ),
        Entry("https://gulf-desk.example/news/2", "Second story", None),
    )
    assert (feed.unlinked, feed.fault) == (1, None)


def test_atom_tells_publication_and_change_apart() -> None:
    feed = read_feed((PAGES / "atom.xml").read_bytes(), URL)
    assert [(entry.title, entry.published, entry.modified) for entry in feed.entries] == [
        ("Border post opens", "2023-06-02T08:00:00Z", "2023-06-03T08:00:00Z"),
        ("Only updated", None, "2023-06-03T08:00:00Z"),
    ]


def test_a_change_that_is_no_date_is_none() -> None:
    item = b"<entry><link href='/1'/><updated>of late</updated></entry>"
    body = b"<feed xmlns='http://www.w3.org/2005/Atom'>" + item + b"</feed>"
    assert read_feed(body, URL).entries[0].modified is None


def test_rdf_gives_its_one_date() -> None:
    body = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel><title>T</title></channel>
      <item><title>x</title><link>/a</link><dc:date>2023-03-04</dc:date></item></rdf:RDF>"""
    (entry,) = read_feed(body, URL).entries
    assert (entry.published, entry.modified) == ("2023-03-04", None)


def test_a_cut_feed_gives_its_entries_and_its_fault() -> None:
    body = (PAGES / "rss.xml").read_bytes()
    feed = read_feed(body[: body.index(b"The first again")], URL)
    assert len(feed.entries) == 2
    assert feed.fault is not None
    assert feed.fault.startswith("line ")


@pytest.mark.parametrize(
    "body", [b"", b"<rss", b"<urlset></urlset>", b"no feed", b"<rss><x></rss>"]
)
def test_what_is_no_feed_is_an_error(body: bytes) -> None:
    with pytest.raises(FeedError):
        read_feed(body, URL)


def test_bytes_are_never_taken_for_a_path_or_url(tmp_path: Path) -> None:
    path = tmp_path / "rss.xml"
    path.write_bytes((PAGES / "rss.xml").read_bytes())
    with pytest.raises(FeedError):
        read_feed(str(path).encode(), URL)


@pytest.mark.parametrize(
    ("body", "media_type", "expected"),
    [
        (b"<rss/>", "text/html", True),
        (b"\xef\xbb\xbf<?xml version='1.0'?><!-- a <b> --><feed/>", "text/plain", True),
        ("<?xml version='1.0'?><rss/>".encode("utf-16"), "text/html", True),
        (b"<a:RDF/>", "text/html", True),
        (b"<urlset/>", "application/xml", True),
        (b"broken", "application/rss+xml", True),
        (b"<!DOCTYPE html><html><feed></html>", "text/html", False),
        (b"<?xml version='1.0'?><html/>", "application/xml", False),
        (b"words", "text/plain", False),
    ],
)
def test_feeds_are_sniffed(body: bytes, media_type: str, expected: bool) -> None:
    assert is_feed(body, media_type) is expected


ITEM = b"<item><title>&b;</title><link>https://a.example/1</link></item>"


@pytest.mark.parametrize(
    "declared",
    [
        b'[<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]',
        b'[<!ENTITY b SYSTEM "file:///etc/hostname">]',
        b'[<!ENTITY % p SYSTEM "https://evil.example/p.dtd"> %p;]',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(declared: bytes, encoding: str) -> None:
    comment = b"<?x <rss>?><!-- <rss> -->"  # what looks like the root is not
    body = comment + b"<!DOCTYPE rss " + declared + b"><rss version='2.0'>" + ITEM + b"</rss>"
    with pytest.raises(FeedError, match="declares entities"):
        read_feed(body.decode().encode(encoding), URL)


def test_a_document_type_without_entities_is_read() -> None:
    head = b'<!DOCTYPE rss PUBLIC "-//Gazette//DTD 0.91//EN" "https://a.example/rss.dtd">'
    body = head + b"<rss version='0.91'><channel>" + ITEM + b"</channel></rss>"
    assert [entry.url for entry in read_feed(body, URL).entries] == ["https://a.example/1"]


@pytest.mark.parametrize(
    "printed", ["soon", "0000-00-00", "Sat, 35 Mar 2023 10:00:00 GMT", "9" * 5_000, "1e400"]
)
def test_nonsense_is_no_date(printed: str) -> None:
    item = f"<item><link>/1</link><pubDate>{printed}</pubDate></item>".encode()
    (entry,) = read_feed(b"<rss version='2.0'>" + item + b"</rss>", URL).entries
    assert entry.published is None


@pytest.mark.parametrize(
    ("inside", "read", "unlinked", "broken"),
    [
        (b"<item>" * 5_000, 0, 0, True),
        (b"<item xml:base='http://['><link>x</link></item>", 1, 0, False),
        (b"<item><link>http://[x</link></item>", 0, 1, False),
        (b"<item><title type='base64'>%%%</title><link>/1</link></item>", 1, 0, False),
        (b"<item><title>\0\xff</title><link>/1</link></item>", 1, 0, True),
        (b"<channel><image><url>http://[</url></image></channel>", 0, 0, False),
        (b"<x:y><item><link>/../../1</link></item>", 1, 0, True),
    ],
)
def test_nonsense_gives_what_can_be_read(
    inside: bytes, read: int, unlinked: int, broken: bool
) -> None:
    feed = read_feed(b"<rss version='2.0'>" + inside + b"</rss>", URL)
    assert (len(feed.entries), feed.unlinked) == (read, unlinked)
    assert (feed.fault is not None) is broken


def test_whatever_breaks_the_parser_is_the_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise AttributeError("no such thing")

    monkeypatch.setattr("feedparser.parse", fail)
    with pytest.raises(FeedError, match="no such thing"):
        read_feed(b"<rss/>", URL)


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_a_tag_without_end_is_refused(encoding: str) -> None:
    tag = "<item " + " ".join(f"a{number}=''" for number in range(20_000)) + ">"
    body = f"<?xml version='1.0' encoding='{encoding}'?><rss version='2.0'>{tag}"
    with pytest.raises(FeedError, match="attributes"):
        read_feed(body.encode(), URL)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("&lt;b&gt;Quay&lt;/b&gt; opens", "Quay opens"),
        ("<![CDATA[<script>steal('x')</script>Quay opens<!-- or not -->]]>", "Quay opens"),
        ("&lt;script&gt;steal()", None),
        ("&amp;lt;script src=x&amp;gt;&amp;lt;/script&amp;gt;Quay", "Quay"),
        ("&lt;img src=x onerror='steal()'&gt;Quay", "Quay"),
        ("Quay &amp;lt; 5 m deep", "Quay < 5 m deep"),
        ("Quay\u200b \u202eopens\n today", "Quay opens today"),
        ("&lt;!--" * 50_000, None),
        ("&lt;script&gt;" * 50_000, None),
    ],
)
def test_titles_are_plain_text(printed: str, read: str | None) -> None:
    item = f"<item><title>{printed}</title><link>/1</link></item>".encode()
    (entry,) = read_feed(b"<rss version='2.0'><channel>" + item + b"</channel></rss>", URL).entries
    assert entry.title == read


@pytest.mark.parametrize(
    ("link", "read"),
    [
        ("<guid>../../../../etc/passwd</guid>", "https://gulf-desk.example/etc/passwd"),
        ("<link>/a&#9;b&#10;c</link>", "https://gulf-desk.example/abc"),
        ("<link>/a&#0;b&#31;c</link>", "https://gulf-desk.example/abc"),
        ("<link>file:///etc/passwd</link>", None),
        ("<link>javascript:steal()</link>", None),
    ],
)
def test_links_lead_to_the_web_alone(link: str, read: str | None) -> None:
    body = f"<rss version='2.0'><channel><item>{link}</item></channel></rss>".encode()
    assert [entry.url for entry in read_feed(body, URL).entries] == ([read] if read else [])


def test_a_long_feed_gives_its_first_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.news.feeds.MOST_ENTRIES", 3)
    item = "<item><title>Quay {0}</title><link>/{0}</link></item>"
    items = "".join(item.format(number) for number in range(5))
    feed = read_feed(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), URL)
    assert [entry.title for entry in feed.entries] == ["Quay 0", "Quay 1", "Quay 2"]
    assert (feed.is_cut, feed.fault, feed.unlinked) == (True, None, 0)
    assert not read_feed(b"<rss version='2.0'><item><link>/1</link></item></rss>", URL).is_cut


CITY = "<rss version='2.0'><channel><item><title>Čelákov’s quay</title><link>/1</link></item>"
CITY += "</channel></rss>"


@pytest.mark.parametrize(
    ("head", "encoding", "charset"),
    [
        ("", "utf-16", None),
        ("\ufeff", "utf-16-be", None),
        ("<?xml version='1.0' encoding='utf-16'?>", "utf-16", "us-ascii"),
        ("\ufeff", "utf-8", "windows-1250"),
        ("", "utf-8", "iso-8859-1"),
        ("<?xml version='1.0' encoding='iso-8859-1'?>", "utf-8", None),
        ("", "windows-1250", "windows-1250"),
        ("<?xml version='1.0' encoding='utf-8'?>", "windows-1250", "windows-1250"),
        ("<?xml version='1.0' encoding='windows-1250'?>", "windows-1250", None),
        ("<?xml version='1.0' encoding='windows-1250'?>", "windows-1250", "no such charset"),
    ],
)
def test_no_charset_makes_mojibake(head: str, encoding: str, charset: str | None) -> None:
    (entry,) = read_feed((head + CITY).encode(encoding), URL, charset).entries
    assert entry.title == "Čelákov’s quay"
