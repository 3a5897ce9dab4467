"""The operator's file of outlets and their feeds, `sources.toml`.

What belongs here: reading it and saying what is wrong with it. What does not: fetching.

    [[outlet]]
    name = "Tehran Times"
    country = "IRN"        # ISO 3166 alpha-3 of its seat; optional
    language = "en"        # ISO 639-1; optional
    urls = ["https://www.tehrantimes.com/rss"]
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from tasks.records import Source

DEFAULT = Path(__file__).parent.parent / "deployments" / "sources.toml"
KEYS = {"name": str, "country": str, "language": str, "urls": list}


class SourcesError(Exception):
    """The source file cannot be used; the message starts with the file and names the key."""


def read_sources(file: Path = DEFAULT, *, base: str | None = None) -> tuple[Source, ...]:
    """Return one source per URL of the file, in its order.

    Relative URLs are resolved against `base` and are an error without it.
    Raises SourcesError naming file, outlet and key.
    """
    tables = _load(file).get("outlet")
    if not isinstance(tables, list) or not tables:
        raise SourcesError(f"{file}: no [[outlet]] table; name at least one outlet.")
    return tuple(
        source
        for number, table in enumerate(tables, 1)
        for source in _outlet(table, f"{file}: outlet {number}", base)
    )


def _load(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourcesError(f"{file}: {error}") from error


def _outlet(table: object, where: str, base: str | None) -> list[Source]:
    if not isinstance(table, dict):
        raise SourcesError(f"{where}: must be a table, [[outlet]].")
    for key, value in table.items():
        if key not in KEYS:
            raise SourcesError(f"{where}: unknown key {key!r}; use {', '.join(KEYS)}.")
        if not isinstance(value, KEYS[key]):
            raise SourcesError(f"{where}: {key} must be a {KEYS[key].__name__}.")
    for key in ("name", "urls"):
        if not table.get(key):
            raise SourcesError(f"{where}: {key} is missing or empty.")
    urls = table["urls"]
    assert isinstance(urls, list)
    return [
        Source(
            location=_address(url, where, base),
            outlet=str(table["name"]),
            country=_text(table, "country"),
            language=_text(table, "language"),
        )
        for url in urls
    ]


def _text(table: dict[str, object], key: str) -> str | None:
    return str(table[key]) if key in table else None


def _address(url: object, where: str, base: str | None) -> str:
    address = urljoin(base or "", url) if isinstance(url, str) else ""
    if urlsplit(address).scheme not in ("http", "https"):
        raise SourcesError(f"{where}: urls holds {url!r}; every entry must be an http(s) URL.")
    return address
