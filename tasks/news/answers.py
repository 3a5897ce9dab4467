"""What a server's answer means: whether it can be a page, and if not, why and what to do.

What belongs here: status, media type and first look at the bytes. What does not: asking servers.
"""

from __future__ import annotations

from tasks.news.charsets import is_binary
from tasks.news.urls import absolute

_HTML = ("text/html", "application/xhtml+xml")
_XML = (
    "application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/xml",
    "text/xml",
)  # fmt: skip
ACCEPTED = (*_HTML, *_XML, "text/plain")
_ADVICE = {
    401: "it wants a login, so name another address",
    403: "it does not let us read it, so name another address",
    404: "check the address",
    410: "it was taken down, so drop it from the sources",
    429: "it asks us to slow down, so raise COMMUNIQUE_HOST_DELAY",
}


class FetchError(Exception):
    """A URL was lost: `reason` is the rejection's code, the message says why and what to do."""

    def __init__(self, reason: str, message: str, status: int | None = None):
        super().__init__(message)
        self.reason = reason
        self.status = status


def check_head(status: int, phrase: str, content_type: str | None) -> str:
    """Return the media type of an answer that can be a page; XHTML is text/html to us.

    Raises FetchError: http_<status> for any but 200, not_html for other media.
    """
    if status != 200:
        advice = _ADVICE.get(status, "try again later")
        raise FetchError(
            f"http_{status}", f"answers {status} {phrase}".rstrip() + f"; {advice}", status
        )
    media_type = (content_type or "text/html").split(";")[0].strip().lower()
    if media_type not in ACCEPTED:
        raise _not_html(f"is {media_type[:60]}")
    return "text/html" if media_type in _HTML else media_type


def follow(url: str, location: str) -> str:
    """Return the URL a redirect leads to; raise FetchError unless it is http(s)."""
    target = absolute(url, location)
    if target is None:
        what = f"redirects to {location[:80]!r}, which is no http(s) URL; nothing was read"
        raise FetchError("refused_address", what)
    return target


def check_body(body: bytes, charset: str | None) -> None:
    """Raise FetchError (empty_page, not_html) for bytes that cannot be a page."""
    if not body.strip():
        raise FetchError("empty_page", "is empty; open it in a browser to see if it is up", 200)
    if is_binary(body, charset):
        raise _not_html("says it is text and is not")


def _not_html(what: str) -> FetchError:
    return FetchError("not_html", f"{what}; name a page, a feed or a plain text", 200)
