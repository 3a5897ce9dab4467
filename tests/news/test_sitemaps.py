"""Sitemaps to locations."""

from __future__ import annotations

import pytest

from tasks.news.sitemaps import Location, SitemapError, is_sitemap, read_sitemap

URL = "https://gazette.example/maps/news.xml"
NEWS = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <url>
    <loc> https://gazette.example/harbour?id=1&amp;utm_source=map </loc>
    <lastmod>2023-03-06</lastmod>
    <image:image><image:loc>https://gazette.example/a.jpg</image:loc>
      <image:title>A quay</image:title></image:image>
    <news:news>
      <news:publication><news:name>Gazette</news:name></news:publication>
      <news:publication_date>2023-03-05T08:00:00+01:00</news:publication_date>
      <news:title>Harbour &amp; quay reopen</news:title>
    </news:news>
  </url>
  <url><loc>/quay.html</loc><lastmod>yesterday</lastmod></url>
  <url><loc>https://gazette.example/harbour?id=1</loc></url>
  <url><loc>mailto:desk@gazette.example</loc></url>
  <url><lastmod>2023-03-06</lastmod></url>
</urlset>"""


def test_locations_are_absolute_once_and_in_order() -> None:
    sitemap = read_sitemap(NEWS, URL)
    assert sitemap.locations == (
        Location(
            "https://gazette.example/harbour?id=1",
            "Harbour & quay reopen",
            "2023-03-05T08:00:00+01:00",
            "2023-03-06",
        ),
        Location("https://gazette.example/quay.html"),
    )
    assert (sitemap.is_index, sitemap.unlinked, sitemap.fault) == (False, 2, None)


def test_an_index_names_its_sitemaps() -> None:
    body = b"<sitemapindex><sitemap><loc>a.xml.gz</loc><lastmod>2023-03-05</lastmod></sitemap>"
    sitemap = read_sitemap(body + b"</sitemapindex>", URL)
    (location,) = sitemap.locations
    assert (sitemap.is_index, location.url) == (True, "https://gazette.example/maps/a.xml.gz")
    assert (location.published, location.modified) == (None, "2023-03-05")


def test_a_cut_sitemap_gives_its_locations_and_its_fault() -> None:
    sitemap = read_sitemap(NEWS[: NEWS.index(b"<url><lastmod>")], URL)
    assert len(sitemap.locations) == 2
    assert sitemap.fault is not None
    assert sitemap.fault.startswith("line ")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_other_encodings_and_undeclared_prefixes_are_read(encoding: str) -> None:
    body = "<sm:urlset><sm:url><sm:loc>/é</sm:loc></sm:url></sm:urlset>".encode(encoding)
    assert is_sitemap(body)
    assert [one.url for one in read_sitemap(body, URL).locations] == ["https://gazette.example/é"]


def test_blanks_before_the_declaration_do_no_harm() -> None:
    assert read_sitemap(b"\r\n  " + NEWS, URL) == read_sitemap(NEWS, URL)


def test_titles_and_addresses_are_plain() -> None:
    title = "&lt;script&gt;steal()&lt;/script&gt;&lt;i&gt;Quay&lt;/i&gt; opens"
    body = f"<urlset><url><loc>/a&#9;b</loc><n:news><n:title>{title}</n:title></n:news></url>"
    (location,) = read_sitemap(f"{body}</urlset>".encode(), URL).locations
    assert (location.url, location.title) == ("https://gazette.example/ab", "Quay opens")


BOMB = b"""<!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<urlset><url><loc>https://gazette.example/&b;</loc></url></urlset>"""
FILE = b"""<!DOCTYPE urlset [<!ENTITY a SYSTEM "file:///etc/hostname">]>
<urlset><url><loc>https://gazette.example/&a;</loc></url></urlset>"""


@pytest.mark.parametrize("body", [BOMB, FILE, BOMB.decode().encode("utf-16")])
def test_entities_are_refused(body: bytes) -> None:
    with pytest.raises(SitemapError, match="declares entities"):
        read_sitemap(body, URL)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<urlset",
        b"<urlset><url>",
        b"\0<urlset>",
        b"<?xml version='1.0' encoding='x'?><urlset/>",
    ],
)
def test_what_is_no_sitemap_is_an_error(body: bytes) -> None:
    with pytest.raises(SitemapError):
        read_sitemap(body, URL)


def test_deep_nesting_gives_no_location() -> None:
    body = b"<urlset>" + b"<url>" * 100_000 + b"</url>" * 100_000 + b"</urlset>"
    assert read_sitemap(body, URL).locations == ()


def test_only_sitemaps_are_taken_for_one() -> None:
    assert is_sitemap(b"<?xml version='1.0'?><!-- <rss> --><SitemapIndex/>")
    assert not is_sitemap(b"<rss/>")
    assert not is_sitemap(b"<!DOCTYPE html><html><urlset/></html>")
    assert not is_sitemap(b"words")
