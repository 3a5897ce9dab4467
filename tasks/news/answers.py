"""What a server's answer means: whether it can be a page, and if not, why and what to do.

What belongs here: status, media type and first look at the bytes. What does not: asking servers.
"""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from tasks.news.charsets import is_binary
from tasks.news.text import one_line
from tasks.news.urls import absolute

_HTML = ("text/html", "application/xhtml+xml")
_XML = (
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml",
    "text/xml",
)  # fmt: skip
_JSON = ("application/feed+json", "application/json")
_GZIP = ("application/gzip", "application/x-gzip")
ACCEPTED = (*_HTML, *_XML, *_JSON, *_GZIP, "text/plain")
_ADVICE = {
    401: "it wants a login, so name another address",
    403: "it does not let us read it, so name another address",
    404: "check the address",
    410: "it was taken down, so drop it from the sources",
    429: "it asks us to slow down, so raise COMMUNIQUE_HOST_DELAY",
}
_OPENED = re.compile(rb"<(?:html|body)[\s>]", re.IGNORECASE)
_CLOSED = re.compile(rb"</(?:html|body)\s*>", re.IGNORECASE)
_HEAD = 4096  # bytes
_BUSY = (429, 503)  # they may say when to come back
_TROUBLE = (408, 500, 502, 504)  # 408 may also be said to a connection that idled


TRIES = 3  # for one request
BACKOFF = 0.5  # seconds before the second try, twice that before the third, more or less


class FetchError(Exception):
    """A URL was lost: `reason` is the rejection's code, the message says why and what to do.

    `again` says that another try may help, `wait` after how many seconds, where the server said;
    `url` is the end of the redirects, where its server answered.
    """

    def __init__(
        self,
        reason: str,
        message: str,
        status: int | None = None,
        *,
        again: bool = False,
        wait: float | None = None,
    ):
        super().__init__(message)
        self.reason = reason
        self.status = status
        self.again = again
        self.wait = wait
        self.url: str | None = None

    def pause(self, tried: int) -> float | None:
        """Return the seconds to wait before another try; None when there should be none."""
        if not self.again or tried >= TRIES:
            return None
        if self.wait is not None:
            return self.wait
        return BACKOFF * 2.0 ** (tried - 1) * random.uniform(0.5, 1.5)


def check_status(status: int, phrase: str, wait: float | None = None) -> None:
    """Raise FetchError (http_<status>) for any status but 200.

    `wait` is what the server asks for in Retry-After, in seconds.
    """
    if status == 200:
        return
    advice = _ADVICE.get(status, "try again later")
    if status in _BUSY and wait is not None:
        advice = f"it asks us to wait {wait:.0f} seconds"
    what = f"answers {status} {one_line(phrase)[:60]}".rstrip() + f"; {advice}"
    again = status in _BUSY or status in _TROUBLE
    raise FetchError(
        f"http_{status}", what, status, again=again, wait=wait if status in _BUSY else None
    )


def check_media(content_type: str | None) -> str:
    """Return the media type of an answer that can be a page; XHTML is text/html to us.

    Raises FetchError (not_html) for other media.
    """
    media_type = (content_type or "text/html").split(";")[0].strip().lower()
    if media_type not in ACCEPTED:
        raise _not_html(f"is {media_type[:60]}")
    return "text/html" if media_type in _HTML else media_type


def retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds a Retry-After header asks for, in either form; None if it says nothing."""
    value = (value or "").strip()
    if re.fullmatch(r"[0-9]{1,12}", value):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())


def follow(url: str, location: str) -> str:
    """Return the URL a redirect leads to; raise FetchError unless it is a plain http(s) one."""
    target = absolute(url, location)
    if target is None:
        what = f"redirects to {location[:80]!r}, which is no http(s) URL; nothing was read"
        raise FetchError("refused_address", what)
    if "@" in urlsplit(target).netloc:
        what = f"redirects to {location[:80]!r}, where a user name hides the host; nothing was read"
        raise FetchError("refused_address", what)
    return target


def check_length(left: int | None) -> None:
    """Raise FetchError (truncated) for an answer that goes on beyond the length it told.

    `left` is the number of bytes beyond; two may be the line end that old servers add.
    """
    if left is not None and left > 2:
        what = f"sent {left} bytes more than it said; what it said may be half a page, so try again"
        raise FetchError("truncated", what, 200)


def check_body(body: bytes, charset: str | None, media_type: str = "text/html") -> None:
    """Raise FetchError (empty_page, not_html, truncated) for bytes that cannot be a page."""
    if not body.strip():
        raise FetchError("empty_page", "is empty; open it in a browser to see if it is up", 200)
    if is_binary(body, charset) and not _may_be_packed(body, media_type):
        raise _not_html("says it is text and is not")
    if media_type == "text/html" and _is_cut_off(body):
        raise FetchError("truncated", "breaks off within its text; try again later", 200)


def _may_be_packed(body: bytes, media_type: str) -> bool:
    """Tell whether this is a gzip file, as sitemaps are kept in; they are unpacked when read."""
    return body.startswith(b"\x1f\x8b") and media_type in (*_XML, *_GZIP)


def _is_cut_off(body: bytes) -> bool:
    """Tell whether HTML that opens as a document ends in the middle of its text or of a tag.

    A server that dies, or tells too small a length, ends a page like that. Closing tags may be
    left out, so only an end that is no tag at all counts.
    """
    if body.rstrip().endswith(b">") or _CLOSED.search(body):
        return False
    return _OPENED.search(body[:_HEAD]) is not None


def _not_html(what: str) -> FetchError:
    return FetchError("not_html", f"{what}; name a page, a feed, a sitemap or a plain text", 200)
