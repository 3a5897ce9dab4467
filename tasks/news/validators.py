"""Asking only for what changed: ETag and Last-Modified, by RFC 9110.

What belongs here: which validators are worth keeping, and how they are sent back. What does not:
keeping them, and the bodies that they describe.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from tasks.records import Kept

# Quotes are often left out. A server that knows its tag by them alone answers with the whole page.
_ETAG = re.compile(r'(?:W/)?"[!#-~]{0,256}"|[!#-)+\--~]{1,256}')
_MAX_DATE = 64  # characters


def etag(value: str | None) -> str | None:
    """Return an ETag header as sent; None if it is not one."""
    value = (value or "").strip()
    return value if _ETAG.fullmatch(value) else None


def last_modified(value: str | None) -> str | None:
    """Return a Last-Modified header as sent; None if it is no date."""
    value = (value or "").strip()
    if not value.isprintable() or not value.isascii() or len(value) > _MAX_DATE:
        return None
    try:
        parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    return value


def request_headers(kept: Kept | None) -> dict[str, str]:
    """Return the headers that ask for a page only if it is not the one that was kept."""
    if kept is None:
        return {}
    both = {
        "If-None-Match": etag(kept.etag),
        "If-Modified-Since": last_modified(kept.last_modified),
    }
    return {name: value for name, value in both.items() if value}


def by_address(kept: Mapping[str, Kept]) -> dict[str, Kept]:
    """Return what was kept by the URL that gave it: its validators mean nothing to another."""
    return {one.url: one for one in kept.values() if request_headers(one)}
