"""Addresses of articles: which URL is the article's own.

What belongs here: what can be said from URLs alone. What does not: fetching, and rules that could
merge two articles: only fragments and parameters that track readers are dropped unasked; anything
more takes the word of the page itself.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Set
from urllib.parse import SplitResult, parse_qsl, unquote, urljoin, urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
# Parameters that tell where a reader came from. A name that some site may give its articles (id,
# p, cid, ref …) has no place here; neither has one that asks for another view of the page.
_TRACKING = re.compile(
    r"utm_.*|mtm_.*|(?:pk|piwik)_(?:campaign|kwd|keyword|source|medium)|fbclid|gclid|gclsrc|gbraid"
    r"|wbraid|dclid|msclkid|yclid|twclid|ttclid|igshid|mc_[ce]id|_hsenc|_hsmi|mkt_tok|cmpid|xtor"
    r"|__twitter_impression|guccounter|guce_referrer(?:_sig)?|oly_(?:enc|anon)_id|vero_id|_ga|_gl"
    r"|at_(?:medium|campaign(?:_type)?|link_(?:id|type|origin)|ptr_name|format|bbc_team)",
    re.IGNORECASE,
)
_IDENTIFYING = re.compile(r".*id|p|n|nr|no|article|story|news|item|post|doc|code", re.IGNORECASE)
_TWIN_HOST = re.compile(r"^(?:www|m|mobile|amp)\.")
_TWIN_PART = re.compile(r"(?:amp|m|mobile|print|index)(?:\.html?|\.php)?", re.IGNORECASE)
_AMP_CACHE = ".cdn.ampproject.org"
_SLUG = re.compile(r"(?:[^-_]+[-_]){3}|\d{5}")  # four words, or a number no section has


def is_web(url: str) -> bool:
    """Tell whether this is an http(s) URL with a host and, if any, a possible port."""
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() in _DEFAULT_PORTS and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def tidy(url: str) -> str:
    """Return a web URL without fragment, tracking parameters and the scheme's own port.

    Scheme and host are in lower case. Any other URL is returned as it is.
    """
    url = url.strip()
    if not is_web(url):
        return url
    parts = urlsplit(url)
    kept = [pair for pair in parts.query.split("&") if not _TRACKING.fullmatch(_name(pair))]
    return urlunsplit((parts.scheme, _netloc(parts), parts.path or "/", "&".join(kept), ""))


def _name(pair: str) -> str:
    return pair.partition("=")[0]


def _netloc(parts: SplitResult) -> str:
    user, at, place = parts.netloc.rpartition("@")
    own_port = f":{_DEFAULT_PORTS[parts.scheme]}"
    return user + at + place.lower().removesuffix(own_port).removesuffix(":")


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


def choose_canonical(fetched: str, declared: str | None, mirrors: Set[str] = frozenset()) -> str:
    """Return the article's URL: the declared one where the page may speak for it.

    A page may speak for its own host and that host's twins: with and without www, mobile, AMP,
    AMP in a cache. A page on loopback, or at a host:port in `mirrors`, is a copy and may speak
    for any. A site's root, a section above the page, and its own path without the parameter that
    tells its articles apart are never the address of an article: they would merge many.
    """
    own = tidy(fetched)
    named = absolute(fetched, declared) if declared else None
    if named is None or not is_web(own):
        return own
    if urlsplit(named).path == "/" and not urlsplit(named).query:
        return own
    if _is_mirror(own, mirrors):
        return named
    if _site(named) != _site(own) or _is_front(urlsplit(own), urlsplit(named)):
        return own
    return named


def _site(url: str) -> str:
    """Return the host without what marks a twin; for a page in an AMP cache its origin's."""
    name = host(url) or ""
    if name.endswith(_AMP_CACHE):
        # https://a-example.cdn.ampproject.org/c/s/www.a.example/story
        name = next((part for part in urlsplit(url).path.split("/") if "." in part), "").lower()
    return _TWIN_HOST.sub("", name)


def _is_front(own: SplitResult, named: SplitResult) -> bool:
    """Tell whether the named address stands for more articles than this one."""
    path, front = _parts(own.path), _parts(named.path)
    if path == front:
        kept = {value for _, value in parse_qsl(named.query)}
        return any(_IDENTIFYING.fullmatch(name) and value not in kept
                   for name, value in parse_qsl(own.query))  # fmt: skip
    is_above = path[: len(front)] == front
    return is_above and not (front and _SLUG.search(front[-1]))


def _parts(path: str) -> list[str]:
    """Return the parts of a path without those that mark a twin."""
    return [part for part in path.split("/") if part and not _TWIN_PART.fullmatch(part)]


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
