"""What answers mean, and when to ask again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tasks.news.answers import (
    TRIES,
    FetchError,
    check_body,
    check_length,
    check_media,
    check_status,
    follow,
    retry_after,
)

NOW = datetime(2025, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Sat, 01 Mar 2025 12:01:30 GMT", 90),
        ("Saturday, 01-Mar-25 12:01:30 GMT", 90),
        ("Sat, 01 Mar 2025 11:00:00 GMT", 0),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("9" * 40, None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_comes_in_two_forms(value: str | None, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


@pytest.mark.parametrize(
    ("status", "again"), [(404, False), (408, True), (429, True), (502, True), (503, True)]
)
def test_some_losses_deserve_another_try(status: int, again: bool) -> None:
    with pytest.raises(FetchError) as caught:
        check_status(status, "")
    assert (caught.value.pause(1) is not None) is again
    assert caught.value.pause(TRIES) is None


def test_pauses_grow_and_are_the_servers_where_it_says() -> None:
    error = FetchError("http_500", "answers 500", 500, again=True)
    first, second = error.pause(1), error.pause(2)
    assert first is not None
    assert second is not None
    assert 0.25 <= first <= 0.75
    assert 0.5 <= second <= 1.5
    assert FetchError("http_503", "is busy", 503, again=True, wait=7.0).pause(2) == 7.0


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body><p>Half a sen",
        b"<!doctype html><HTML lang=en><p>Half a tag <a hre",
        b"<html><p>one</p><p>two\n",
    ],
)
def test_a_document_that_ends_in_its_text_is_cut_off(body: bytes) -> None:
    with pytest.raises(FetchError) as caught:
        check_body(body, "utf-8")
    assert caught.value.reason == "truncated"


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body><p>All of it.</body></html> and a remark",
        b"<html><body><p>All of it.</p>",
        b"<p>A fragment that closes nothing",
        b"<title>T</title><p>No html tag",
    ],
)
def test_tags_may_be_left_out(body: bytes) -> None:
    check_body(body, "utf-8")


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b", "https://a.example/b"),
        ("//b.example", "https://b.example/"),
        ("https://a.example/x@y", "https://a.example/x@y"),
    ],
)
def test_redirects_to_web_pages_are_followed(location: str, target: str) -> None:
    assert follow("https://a.example/a", location) == target


@pytest.mark.parametrize(
    "location",
    ["file:///etc/hostname", "ftp://a.example/", "javascript:alert(1)", "data:text/html,x",
     "http://", "http://[::1", "https://a.example@b.example/", "https://u:p@a.example/",
     "//a.example@b.example"],
)  # fmt: skip
def test_other_redirects_are_refused(location: str) -> None:
    with pytest.raises(FetchError) as caught:
        follow("https://a.example/a", location)
    assert caught.value.reason == "refused_address"


@pytest.mark.parametrize("left", [None, 0, 1, 2])
def test_a_line_end_after_an_answer_does_no_harm(left: int | None) -> None:
    check_length(left)


def test_an_answer_that_goes_on_told_too_small_a_length() -> None:
    with pytest.raises(FetchError, match="3 bytes more") as caught:
        check_length(3)
    assert caught.value.reason == "truncated"


def test_plain_text_is_never_cut_off() -> None:
    check_body(b"How to write <html> by hand", "utf-8", "text/plain")


def test_packed_sitemaps_pass_and_packed_pages_do_not() -> None:
    check_body(b"\x1f\x8b\x08\0", None, check_media("application/gzip"))
    with pytest.raises(FetchError, match="is not"):
        check_body(b"\x1f\x8b\x08\0", None, "text/html")
