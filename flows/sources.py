"""The operator's file of outlets, `sources.toml`: what to read, and where pages keep their parts.

What belongs here: reading it and saying what is wrong with it. What does not: fetching, and what
the rules find on a page (`tasks.news.layouts`).

    [[outlet]]
    name = "Tehran Times"
    country = "IRN"        # ISO 3166 alpha-3 of its seat; optional
    language = "en"        # ISO 639-1; optional
    trust = 0.5            # 0 to 1, shown beside its coverage, changes no coding; optional
    urls = ["https://www.tehrantimes.com/rss"]

    [[outlet.rules]]       # as many as there were layouts; optional
    since = 2019-03-01     # first day of publication; optional
    until = 2023-06-15     # first day no more; optional
    body = "div.story"     # a CSS selector or a list of them: the first that finds something counts
    title = ["h1.title", "h1"]
    byline = ".byline a"
    published = "time"
    remove = ".promo"      # all that it finds, from the body too

A rule without `body` leaves the body to the general cleaner. Days may overlap: the newest rule
that fits is used (`tasks.news.layouts.read_layout`).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from tasks.news.layouts import fault_of, site_of
from tasks.news.urls import is_web
from tasks.records import LayoutRule, Source

DEFAULT = Path(__file__).parent.parent / "deployments" / "sources.toml"
KEYS = {"name": str, "country": str, "language": str, "trust": float, "urls": list, "rules": list}
DAYS = ("since", "until")
PARTS = ("body", "title", "byline", "published", "remove")


class SourcesError(Exception):
    """The source file cannot be used; the message starts with the file and names the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outlet:
    """An [[outlet]] table whose keys were checked; its URLs may be relative."""

    where: str  # for messages: "sources.toml: outlet 3"
    table: Mapping[str, Any]
    rules: tuple[LayoutRule, ...]


def read_sources(file: Path = DEFAULT, *, base: str | None = None) -> tuple[Source, ...]:
    """Return one source per URL of the file, in its order.

    Relative URLs are resolved against `base` and are an error without it.
    Raises SourcesError naming file, outlet and key.
    """
    return tuple(source for outlet in _outlets(file) for source in _sources(outlet, base))


def read_rules(
    file: Path = DEFAULT, *, base: str | None = None
) -> dict[str, tuple[LayoutRule, ...]]:
    """Return the layouts' rules by the outlet's name and by each host of its URLs (`site_of`).

    Outlets that share a host share their rules there, in the file's order; an outlet without rules
    has no key. Relative URLs are resolved against `base` and have no host without it.
    Raises SourcesError naming file, outlet, rule and key.
    """
    rules: dict[str, tuple[LayoutRule, ...]] = {}
    for outlet in _outlets(file):
        urls = (_resolve(url, base) for url in outlet.table["urls"])
        keys = (outlet.table["name"], *map(site_of, urls))
        for key in dict.fromkeys(keys) if outlet.rules else ():
            if key:
                rules[key] = (*rules.get(key, ()), *outlet.rules)
    return rules


def _outlets(file: Path) -> list[_Outlet]:
    tables = _load(file).get("outlet")
    if not isinstance(tables, list) or not tables:
        raise SourcesError(f"{file}: no [[outlet]] table; name at least one outlet.")
    return [_outlet(table, f"{file}: outlet {number}") for number, table in enumerate(tables, 1)]


def _load(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SourcesError(f"{file}: {error}") from error


def _outlet(table: object, where: str) -> _Outlet:
    if not isinstance(table, dict):
        raise SourcesError(f"{where}: must be a table, [[outlet]].")
    for key, value in table.items():
        if key not in KEYS:
            raise SourcesError(f"{where}: unknown key {key!r}; use {', '.join(KEYS)}.")
        if key == "trust":
            _check_trust(value, where)
        elif not isinstance(value, KEYS[key]):
            raise SourcesError(f"{where}: {key} must be a {KEYS[key].__name__}.")
    for key in ("name", "urls"):
        if not table.get(key):
            raise SourcesError(f"{where}: {key} is missing or empty.")
    rules = enumerate(table.get("rules", ()), 1)
    parsed = tuple(_rule(rule, f"{where}, rule {number}") for number, rule in rules)
    return _Outlet(where=where, table=table, rules=parsed)


def _check_trust(value: object, where: str) -> None:
    # A bool is an int to Python; a nan is in no range.
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise SourcesError(f"{where}: trust is {value!r}; give a number from 0 to 1.")


def _sources(outlet: _Outlet, base: str | None) -> Iterator[Source]:
    table = outlet.table
    for url in table["urls"]:
        yield Source(
            location=_address(url, outlet.where, base),
            outlet=table["name"],
            country=table.get("country"),
            language=table.get("language"),
            trust=float(table["trust"]) if "trust" in table else None,
        )


def _address(url: object, where: str, base: str | None) -> str:
    address = _resolve(url, base)
    if not is_web(address):
        raise SourcesError(f"{where}: urls holds {url!r}; every entry must be an http(s) URL.")
    return address


def _resolve(url: object, base: str | None) -> str:
    """Return the URL in full, or as it is where that cannot be told; empty for no text."""
    try:
        return urljoin(base or "", url) if isinstance(url, str) else ""
    except ValueError:  # a bracket that opens no IPv6 address
        return str(url)


def _rule(table: object, where: str) -> LayoutRule:
    if not isinstance(table, dict):
        raise SourcesError(f"{where}: must be a table, [[outlet.rules]].")
    for key in table:
        if key not in (*DAYS, *PARTS):
            raise SourcesError(f"{where}: unknown key {key!r}; use {', '.join((*DAYS, *PARTS))}.")
    if not any(part in table for part in PARTS):
        raise SourcesError(f"{where}: has no selector; give one of {', '.join(PARTS)}.")
    since, until = (_day(table, key, where) for key in DAYS)
    if since and until and since >= until:
        raise SourcesError(f"{where}: holds no day; until {until} must come after since {since}.")
    return LayoutRule(
        since=since, until=until, **{part: _selectors(table, part, where) for part in PARTS}
    )


def _day(table: dict[str, object], key: str, where: str) -> date | None:
    day = table.get(key)
    if day is None or (isinstance(day, date) and not isinstance(day, datetime)):
        return day
    raise SourcesError(f"{where}: {key} is {day!r}; write a day without quotes, as 2023-06-15.")


def _selectors(table: dict[str, object], key: str, where: str) -> tuple[str, ...]:
    given = table.get(key, [])
    listed = given if isinstance(given, list) else [given]
    for selector in listed:
        if not isinstance(selector, str):
            raise SourcesError(f"{where}: {key} holds {selector!r}; give CSS selectors in quotes.")
        if fault := fault_of(selector):
            raise SourcesError(
                f"{where}: {key} holds {selector!r}, which is no CSS selector ({fault}); mend it."
            )
    if key in table and not listed:
        raise SourcesError(f"{where}: {key} is empty; give a CSS selector or leave the key out.")
    return tuple(listed)
