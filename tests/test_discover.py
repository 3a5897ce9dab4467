"""Discovering files, folders, URLs and the entries of feeds."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tasks.discover import Discovery, discover, expand
from tasks.records import Page, Source, Target
from tasks.settings import settings

PAGES = Path(__file__).parent / "pages"


def found(*locations: object, outlet: str | None = None) -> Discovery:
    return discover.fn([Source(location=str(one), outlet=outlet) for one in locations])


def losses(result: Discovery) -> list[tuple[str, str]]:
    """Return name and reason of each rejection; each must be one line that names its subject."""
    for loss in result.rejections:
        assert loss.stage == "discover"
        assert loss.detail.startswith(loss.subject)
        assert "\n" not in loss.detail
    return [(Path(loss.subject).name, loss.reason) for loss in result.rejections]


def write_lines(path: Path, *records: object) -> Path:
    """Write records as JSON Lines; a string goes in as it is."""
    lines = (one if isinstance(one, str) else json.dumps(one) for one in records)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_a_folder_is_walked_in_order_and_other_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.html", "c.HTM", "sub/d.txt", "photo.jpg", ".hidden.txt"):
        (tmp_path / name).write_text("Words.")
    result = found(tmp_path)
    assert [page.url.rpartition("/")[2] for page in result.pages] == [
        "a.html",
        "b.txt",
        "c.HTM",
        "d.txt",
    ]
    assert [page.media_type for page in result.pages[:2]] == ["text/html", "text/plain"]
    assert losses(result) == []


def test_a_file_without_metadata_has_its_file_uri(tmp_path: Path) -> None:
    path = tmp_path / "a b.txt"
    path.write_text("Words.")
    (page,) = found(path, outlet="Gulf Desk").pages
    assert (page.url, page.outlet, page.body) == (path.as_uri(), "Gulf Desk", b"Words.")


@pytest.mark.parametrize("name_file", [True, False])
def test_the_manifest_beside_a_file_describes_it(tmp_path: Path, name_file: bool) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    write_lines(
        tmp_path / "manifest.jsonl",
        {
            "id": "a 1",
            "file": "a.txt",
            "outlet": "Gulf Desk",
            "language": "en",
            "license": "CC0",
            "published": "2023-03-05",
            "title": "T",
        },
    )
    (page,) = found(tmp_path / "a.txt" if name_file else tmp_path).pages
    assert page.url == "urn:communique:gulf-desk:a%201"
    assert (page.outlet, page.language, page.license) == ("Gulf Desk", "en", "CC0")
    assert (page.published, page.title) == ("2023-03-05", "T")


def test_a_url_in_the_manifest_is_the_address_and_null_is_no_date(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    line = {"id": "1", "file": "a.txt", "url": "https://a.example/s#x", "published": None}
    write_lines(tmp_path / "manifest.jsonl", line)
    (page,) = found(tmp_path).pages
    assert (page.url, page.published) == ("https://a.example/s", None)


def test_a_broken_manifest_line_is_named_and_costs_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    write_lines(
        tmp_path / "manifest.jsonl",
        "{broken",
        {"id": "1"},
        {"id": "1", "file": "a.txt", "published": "soon"},
        {"id": "2", "file": "a.txt"},
        {"id": "3", "file": "gone.txt"},
    )
    result = found(tmp_path)
    assert losses(result) == [
        ("manifest.jsonl:1", "broken_manifest"),
        ("manifest.jsonl:2", "broken_manifest"),
        ("manifest.jsonl:3", "broken_date"),
        ("manifest.jsonl:4", "broken_manifest"),
        ("manifest.jsonl:5", "missing_path"),
    ]
    assert [page.published for page in result.pages] == [None]


def test_a_jsonl_file_has_one_page_a_line(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "wire.jsonl",
        {"id": "1", "text": "Wörds.", "outlet": "Gulf Desk", "published": "2023-03-05"},
        "",
        {"id": 2, "html": "<p>Words.</p>", "title": "T", "language": "en"},
        {"url": "https://a.example/s", "text": "Words."},
    )
    first, second, third = found(path).pages
    assert (first.url, first.body.decode()) == ("urn:communique:gulf-desk:1", "Wörds.")
    assert (first.media_type, first.charset) == ("text/plain", "utf-8")
    assert (first.outlet, first.published) == ("Gulf Desk", "2023-03-05")
    assert (second.url, second.media_type) == ("urn:communique:wire:2", "text/html")
    assert (second.title, second.language) == ("T", "en")
    assert third.url == "https://a.example/s"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "broken_json"),
        ("[1]", "broken_json"),
        ("[" * 100_000, "broken_json"),
        ('{"id": "1", "text": "\\ud800"}', "broken_json"),
        ({"id": "1"}, "missing_text"),
        ({"id": "1", "text": "  "}, "missing_text"),
        ({"text": "Words."}, "missing_id"),
        ({"id": "1", "text": 7}, "broken_field"),
        ({"id": ["1"], "text": "Words."}, "broken_field"),
    ],
)
def test_a_broken_line_is_named_and_the_others_are_read(
    tmp_path: Path, line: object, reason: str
) -> None:
    good = {"id": "good", "text": "Words."}
    result = found(write_lines(tmp_path / "a.jsonl", good, line, {**good, "id": "too"}))
    assert losses(result) == [("a.jsonl:2", reason)]
    assert [page.url[-4:] for page in result.pages] == ["good", ":too"]


def test_a_line_with_a_broken_date_is_read_as_undated(tmp_path: Path) -> None:
    line = {"id": "1", "text": "Words.", "published": "04/03/2023"}
    result = found(write_lines(tmp_path / "a.jsonl", line))
    assert losses(result) == [("a.jsonl:1", "broken_date")]
    assert [page.published for page in result.pages] == [None]


def test_a_line_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": "1", "text": "caf\xe9"}\n{"id": "2", "text": "Words."}')
    result = found(path)
    assert losses(result) == [("a.jsonl:1", "wrong_encoding")]
    assert len(result.pages) == 1


def test_an_endless_line_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_MAX_BYTES", "100")
    settings.cache_clear()
    long = {"id": "1", "text": "x" * 1000}
    result = found(write_lines(tmp_path / "a.jsonl", long, {"id": "2", "text": "Words."}))
    settings.cache_clear()
    assert losses(result) == [("a.jsonl:1", "too_large")]
    assert [page.url[-2:] for page in result.pages] == [":2"]


@pytest.mark.parametrize(
    ("name", "body", "reason", "says"),
    [
        ("a.txt", b"", "empty_file", "empty"),
        ("a.txt", b"\xef\xbb\xbf \n", "empty_file", "empty"),
        ("a.jsonl", b"\n", "empty_file", "no line"),
        ("a.txt", b"%PDF-1.7", "binary_file", "not text"),
        ("a.html", b"words\0words", "binary_file", "not text"),
        ("a.jsonl", b"\x1f\x8b\x08", "binary_file", "not text"),
        ("a.txt", "café".encode("cp1252"), "wrong_encoding", "iconv"),
        ("a.txt", b"\xff\xfea", "wrong_encoding", "iconv"),
        ("a.docx", b"words", "unsupported_file", ".txt"),
        ("manifest.jsonl", b"{}", "unsupported_file", "folder"),
    ],
)
def test_a_named_file_that_cannot_be_read(
    tmp_path: Path, name: str, body: bytes, reason: str, says: str
) -> None:
    (tmp_path / name).write_bytes(body)
    result = found(tmp_path / name)
    assert losses(result) == [(name, reason)]
    assert says in result.rejections[0].detail


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_declared_unicode_is_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes("“Café”".encode(encoding))
    assert len(found(tmp_path).pages) == 1


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("no/such/path", "missing_path"),
        ("", "missing_path"),
        ("ftp://a.example/", "unsupported_url"),
        ("http://", "unsupported_url"),
    ],
)
def test_a_source_that_is_nothing(location: str, reason: str) -> None:
    assert [loss for _, loss in losses(found(location))] == [reason]


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    assert losses(found(tmp_path)) == [(tmp_path.name, "empty_folder")]


def test_a_dangling_link_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone")
    assert losses(found(tmp_path)) == [("a.txt", "unreadable_file")]


def test_a_file_the_system_refuses_is_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text("Words.")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = found(tmp_path)
    assert losses(result) == [("a.txt", "unreadable_file")]
    assert "Permission denied" in result.rejections[0].detail


def test_a_file_over_the_limit_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_MAX_BYTES", "3")
    settings.cache_clear()
    (tmp_path / "a.txt").write_text("Words.")
    result = found(tmp_path)
    settings.cache_clear()
    assert losses(result) == [("a.txt", "too_large")]


def test_one_path_or_url_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    url = "https://a.example/feed"
    result = found(tmp_path, tmp_path / "a.txt", url, f"{url}#top", f"{tmp_path}/./a.txt")
    assert len(result.pages) == 1
    assert result.targets == (Target(url=url),)
    assert losses(result) == []


def test_two_lines_of_one_address_are_one_page_and_a_loss(tmp_path: Path) -> None:
    line = {"id": "1", "text": "Words."}
    result = found(write_lines(tmp_path / "a.jsonl", line, line))
    assert len(result.pages) == 1
    assert losses(result) == [("urn:communique:a:1", "duplicate")]


def test_a_fetched_feed_becomes_targets_and_a_page_stays() -> None:
    feed = Page(
        url="https://gulf-desk.example/feed.xml",
        body=(PAGES / "rss.xml").read_bytes(),
        media_type="application/rss+xml",
        language="en",
    )
    page = Page(url="https://a.example/", body=b"<html></html>", media_type="text/html")
    result = expand.fn([feed, page])
    assert result.pages == (page,)
    assert result.targets[0] == Target(
        url="https://gulf-desk.example/news/1",
        outlet="Gulf Desk",
        title="Talks & tea: envoys meet",
        language="en",
        published="Sat, 04 Mar 2023 10:00:00 +0330",
    )
    assert [target.published for target in result.targets[1:]] == [None]
    assert losses(result) == [("feed.xml", "missing_link")]


def test_the_operators_outlet_outranks_the_feeds_title() -> None:
    body = (PAGES / "atom.xml").read_bytes()
    feed = Page(url="https://a.example/f", body=body, media_type="text/xml", outlet="Mine")
    assert {target.outlet for target in expand.fn([feed]).targets} == {"Mine"}


@pytest.mark.parametrize(
    ("body", "reason", "entries"),
    [
        (b"<rss version='2.0'><channel><title>T</title></channel></rss>", "empty_feed", 0),
        (b"<rss version='2.0'><channel><title>T", "broken_feed", 0),
        (b"this is no XML", "broken_feed", 0),
        (
            b"<rss version='2.0'><channel><item><link>https://a.example/1</link></item><item>",
            "broken_feed",
            1,
        ),
    ],
)
def test_a_broken_or_empty_feed_is_named(body: bytes, reason: str, entries: int) -> None:
    page = Page(url="https://a.example/feed", body=body, media_type="application/rss+xml")
    result = expand.fn([page])
    assert losses(result) == [("feed", reason)]
    assert (len(result.targets), result.pages) == (entries, ())


def test_a_list_of_urls_becomes_targets(tmp_path: Path) -> None:
    path = tmp_path / "backfill.urls"
    path.write_text(
        "# quays\n\n https://a.example/1#x \r\nhttps://a.example/2?id=7\nftp://a.example/\n"
        "a.example\nhttps://a.example/3 https://a.example/4\nhttps://a.example/1\n"
        f"https://a.example/{'x' * 9_000}"
    )
    result = found(tmp_path, outlet="Gulf Desk")
    assert result.targets == (
        Target(url="https://a.example/1", outlet="Gulf Desk"),
        Target(url="https://a.example/2?id=7", outlet="Gulf Desk"),
    )
    assert losses(result) == [(f"backfill.urls:{line}", "unsupported_url") for line in (5, 6, 7, 9)]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty_file"),
        (b"# nothing\n", "empty_file"),
        ("https://a.example/é".encode("latin-1"), "wrong_encoding"),
    ],
)
def test_a_list_of_urls_that_names_none(tmp_path: Path, body: bytes, reason: str) -> None:
    (tmp_path / "a.urls").write_bytes(body)
    assert losses(found(tmp_path / "a.urls")) == [("a.urls", reason)]


def test_a_list_over_the_limit_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_MAX_BYTES", "3")
    settings.cache_clear()
    (tmp_path / "a.urls").write_text("https://a.example/")
    result = found(tmp_path)
    settings.cache_clear()
    assert losses(result) == [("a.urls", "too_large")]


ARCHIVED = b"".join(
    b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: https://a.example/1\r\n"
    b"Content-Length: 50\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Hi.\r\n\r\n"
    % kind
    for kind in (b"response", b"resource")
)


def test_folders_pick_up_archives(tmp_path: Path) -> None:
    (tmp_path / "a.WARC").write_bytes(ARCHIVED)
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(ARCHIVED)[:-9])
    (tmp_path / "c.gz").write_bytes(b"passed over")
    result = found(tmp_path, outlet="Gulf Desk")
    (page,) = result.pages
    assert (page.url, page.body, page.outlet) == ("https://a.example/1", b"<p>Hi.", "Gulf Desk")
    assert result.skipped == 2
    assert losses(result) == [("1", "duplicate"), ("b.warc.gz", "broken_warc")]


SITEMAP = b"""<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://a.example/1</loc><lastmod>2023-03-06</lastmod></url>
<url><loc>https://a.example/2</loc><news:news><news:title>Quay opens</news:title>
<news:publication_date>2023-03-05</news:publication_date></news:news></url>
</urlset>"""


@pytest.mark.parametrize("body", [SITEMAP, gzip.compress(SITEMAP)])
def test_a_fetched_sitemap_becomes_targets(body: bytes) -> None:
    page = Page(url="https://a.example/map", body=body, media_type="text/xml", outlet="Mine")
    result = expand.fn([page])
    assert (losses(result), result.pages) == ([], ())
    assert result.targets == (
        Target(url="https://a.example/1", outlet="Mine"),  # a change is no publication
        Target(
            url="https://a.example/2", outlet="Mine", title="Quay opens", published="2023-03-05"
        ),
    )


def test_a_fetched_index_becomes_its_sitemaps() -> None:
    body = b"<sitemapindex><sitemap><loc>/a.xml</loc></sitemap><sitemap/></sitemapindex>"
    result = expand.fn([Page(url="https://a.example/i", body=body, media_type="text/xml")])
    assert [target.url for target in result.targets] == ["https://a.example/a.xml"]
    assert losses(result) == [("i", "missing_link")]


def test_a_fetched_json_feed_becomes_targets() -> None:
    body = b'{"version": "https://jsonfeed.org/version/1", "items": [{"url": "/1"}]}'
    result = expand.fn([Page(url="https://a.example/f", body=body, media_type="text/plain")])
    assert [target.url for target in result.targets] == ["https://a.example/1"]


@pytest.mark.parametrize(
    ("body", "reason", "targets"),
    [
        (b"<urlset/>", "empty_sitemap", 0),
        (b"<urlset>", "broken_sitemap", 0),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><urlset/>", "broken_sitemap", 0),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]><rss/>", "broken_feed", 0),
        (SITEMAP[:-9], "broken_sitemap", 2),
        (gzip.compress(SITEMAP)[:-9], "broken_sitemap", 0),
        (b"\x1f\x8bwords", "broken_sitemap", 0),
        (gzip.compress(bytes(30_000_000)), "too_large", 0),
        (b'{"jsonfeed.org"', "broken_feed", 0),
    ],
)
def test_a_hostile_or_broken_list_is_named(body: bytes, reason: str, targets: int) -> None:
    result = expand.fn([Page(url="https://a.example/x", body=body, media_type="text/xml")])
    assert losses(result) == [("x", reason)]
    assert (len(result.targets), result.pages) == (targets, ())
