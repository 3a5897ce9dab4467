"""Addresses of articles: which URL is the article's own.

What belongs here: what can be said from the URL alone. What does not: fetching, and rules that
could merge two articles; only fragments and `utm_` parameters are dropped.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Set
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}


def is_web(url: str) -> bool:
    """Tell whether this is an http(s) URL with a host and, if any, a possible port."""
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() in _DEFAULT_PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def tidy(url: str) -> str:
    """Return a web URL without its fragment and `utm_` parameters; any other URL as it is."""
    url = url.strip()
    if not is_web(url):
        return url
    parts = urlsplit(url)
    kept = [pair for pair in parts.query.split("&") if not pair.lower().startswith("utm_")]
    return urlunsplit((parts.scheme, parts.netloc, parts.path or "/", "&".join(kept), ""))


def absolute(base: str, link: str) -> str | None:
    """Return the tidy web URL that a link on the page at `base` leads to; None if it is none."""
    try:
        url = urljoin(base, link.strip())
    except ValueError:
        return None
    return tidy(url) if is_web(url) else None


def host(url: str) -> str | None:
    """Return the host in lower case, without port; None where there is none."""
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def host_port(url: str) -> str:
    """Return "host:port" of a web URL, with the scheme's own port when none is written."""
    parts = urlsplit(url)
    name = parts.hostname or ""
    name = f"[{name}]" if ":" in name else name
    return f"{name}:{parts.port or _DEFAULT_PORTS[parts.scheme.lower()]}"


def is_loopback(url: str) -> bool:
    """Tell whether the URL's host is this machine by name or number."""
    name = host(url) or ""
    try:
        return name == "localhost" or ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the open internet, also when mapped into IPv6."""
    number = ipaddress.ip_address(address.split("%")[0])
    number = getattr(number, "ipv4_mapped", None) or number
    return number.is_global and not number.is_multicast


def choose_canonical(fetched: str, declared: str | None, mirrors: Set[str] = frozenset()) -> str:
    """Return the article's URL: the declared one where the page may speak for it.

    A page may speak for its own host. A page on loopback, or at a host:port in `mirrors`, is a
    copy and may speak for any. A page's site root is never the address of an article under it.
    """
    own = tidy(fetched)
    named = absolute(fetched, declared) if declared else None
    if named is None or not is_web(own):
        return own
    if urlsplit(named).path == "/" and not urlsplit(named).query:
        return own
    if _bare_host(named) == _bare_host(own) or _is_mirror(own, mirrors):
        return named
    return own


def _bare_host(url: str) -> str:
    return re.sub(r"^www\.", "", host(url) or "")


def _is_mirror(url: str, mirrors: Set[str]) -> bool:
    return is_loopback(url) or host_port(url) in mirrors


def outlet_of(url: str) -> str:
    """Return the best name an address gives its outlet: host, folder of a file, or URN's own."""
    if url.startswith("urn:communique:"):
        return unquote(url.split(":")[2])
    if url.startswith("file:"):
        folders = [unquote(part) for part in urlsplit(url).path.split("/") if part]
        return folders[-2] if len(folders) > 1 else "files"
    return re.sub(r"^www\.", "", host(url) or "unknown")


def slug(text: str) -> str:
    """Return a name in lower case with hyphens: "Tehran Times" gives "tehran-times"."""
    return re.sub(r"[^\w]+", "-", text.casefold()).strip("-_") or "unknown"
