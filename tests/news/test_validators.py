"""ETags and dates of modification."""

from __future__ import annotations

import pytest

from tasks.news.validators import by_address, etag, last_modified, request_headers
from tasks.records import Kept

DAY = "Sat, 01 Mar 2025 12:00:00 GMT"
KEPT = Kept(url="https://bay.example/", body_hash="x", media_type="text/html")


@pytest.mark.parametrize("value", ['"abc"', 'W/"abc"', '""', "bare-1.5", '"a,b;c"', '"x-gzip"'])
def test_etags_are_kept_as_sent(value: str) -> None:
    assert etag(f" {value} ") == value


@pytest.mark.parametrize(
    "value",
    [None, "", '"', '"a"b"', '"a", "b"', "a,b", "*", '"caf\xe9"', '"a\nb"', '"' + "a" * 300 + '"'],
)
def test_what_is_no_etag_is_dropped(value: str | None) -> None:
    assert etag(value) is None


def test_dates_are_kept_as_sent() -> None:
    assert last_modified(DAY) == DAY
    assert last_modified("Saturday, 01-Mar-25 12:00:00 GMT") == "Saturday, 01-Mar-25 12:00:00 GMT"


@pytest.mark.parametrize(
    "value",
    [None, "", "0", "-1", "yesterday", f"{DAY}\0", DAY + " " * 50 + "x", "Sat, 99 Mar 2025"],
)
def test_what_is_no_date_is_dropped(value: str | None) -> None:
    assert last_modified(value) is None


def test_both_validators_are_sent_where_both_are_known() -> None:
    one = Kept(url=KEPT.url, body_hash="x", media_type="text/html", etag='"1"', last_modified=DAY)
    assert request_headers(one) == {"If-None-Match": '"1"', "If-Modified-Since": DAY}
    assert request_headers(KEPT) == {}
    assert request_headers(None) == {}


def test_validators_belong_to_the_url_that_sent_them() -> None:
    one = Kept(url="https://bay.example/b", body_hash="x", media_type="text/html", etag='"1"')
    assert by_address({"https://bay.example/a": one}) == {one.url: one}
    assert by_address({KEPT.url: KEPT}) == {}
