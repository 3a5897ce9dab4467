"""JSON Feed to entries."""

from __future__ import annotations

import json

import pytest

from tasks.news.feeds import Entry, FeedError
from tasks.news.json_feeds import MEDIA_TYPE, is_json_feed, read_json_feed

URL = "https://gazette.example/feed.json"
VERSION = "https://jsonfeed.org/version/1.1"


def feed(*items: object, **more: object) -> bytes:
    return json.dumps({"version": VERSION, "items": items, **more}).encode()


def test_items_are_absolute_once_and_in_order() -> None:
    first = {"id": "1", "url": "/a#x", "title": "Quay\n opens", "date_published": "2023-03-05"}
    body = feed(
        first,
        {"id": "2", "external_url": "https://wire.example/b", "date_published": "soon"},
        {**first, "title": "again"},
        {"id": "https://gazette.example/c", "title": 7},
        {"id": "3"},
        "words",
        title="Gazette",
    )
    read = read_json_feed(body, URL)
    assert read.title == "Gazette"
    assert read.entries == (
        Entry("https://gazette.example/a", "Quay opens", "2023-03-05"),
        Entry("https://wire.example/b", None, None),
        Entry("https://gazette.example/c", None, None),
    )
    assert read.unlinked == 2


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{broken jsonfeed.org",
        b"[" * 100_000,
        b'{"a": ' + b"1" * 5_000 + b"}",
        b"\xff{}",
        b"[1]",
        b'{"items": []}',
        b'{"version": "2", "items": []}',
        b'{"version": 1.1, "items": []}',
        b'{"version": "https://jsonfeed.org/version/1", "items": {}}',
        feed().replace(b"[]", b"[" + b"[]," * 600_000 + b"[]]"),
    ],
)
def test_what_is_no_json_feed_is_an_error(body: bytes) -> None:
    with pytest.raises(FeedError):
        read_json_feed(body, URL)


def test_a_change_is_kept_beside_the_publication() -> None:
    dates = {"date_published": "2023-03-05T08:00:00Z", "date_modified": "2023-03-06T08:00:00Z"}
    first, second = read_json_feed(
        feed({"url": "/a", **dates}, {"url": "/b", "date_modified": "of late"}), URL
    ).entries
    assert (first.published, first.modified) == tuple(dates.values())
    assert (second.published, second.modified) == (None, None)


def test_titles_are_plain_text_and_addresses_fit_to_be_asked() -> None:
    item = {"url": "/a\x00\ud800b", "title": "<script>steal()</script><b>Quay</b> opens\x00"}
    (entry,) = read_json_feed(feed(item), URL).entries
    assert entry == Entry("https://gazette.example/ab", "Quay opens", None)


def test_a_long_feed_gives_its_first_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tasks.news.json_feeds.MOST_ENTRIES", 2)
    read = read_json_feed(feed({"url": "/1"}, {"id": "2"}, {"url": "/3"}), URL)
    assert [entry.url for entry in read.entries] == ["https://gazette.example/1"]
    assert (read.is_cut, read.unlinked) == (True, 1)


def test_a_lone_surrogate_in_a_title_is_no_character() -> None:
    (entry,) = read_json_feed(feed({"url": "/a", "title": "\ud800 quay"}), URL).entries
    assert entry.title == "? quay"


@pytest.mark.parametrize(
    ("body", "media_type", "expected"),
    [
        (feed(), "application/json", True),
        (feed().replace(b"/", b"\\/"), "text/plain", True),
        (json.dumps({"version": VERSION}).encode("utf-16"), "text/plain", True),
        (b"words", MEDIA_TYPE, True),
        (b'{"a": 1}', "application/json", False),
        (b"<html>jsonfeed.org</html>", "text/html", False),
    ],
)
def test_json_feeds_are_sniffed(body: bytes, media_type: str, expected: bool) -> None:
    assert is_json_feed(body, media_type) is expected
