"""Cleaning saved pages against trafilatura's own rate over the same pages.

The fair baseline is the call that gives what we give: text, title, authors, date. `extract` with
its defaults gives the text alone, and is the stricter one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import trafilatura
from trafilatura.meta import reset_caches

from tasks.news.pages import clean_page
from tasks.records import Page
from tests.benchmarks.figure import Figure, best_seconds

ROOT = Path(__file__).parents[2]
FOLDERS = ("tests/pages", "deployments/sample")
ROUNDS = 2  # over all pages; each starts without what trafilatura remembers of strings


def _bodies() -> list[bytes]:
    files = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*.html"))
    return [path.read_bytes() for path in sorted(files)]


def _ours(body: bytes) -> None:
    page = Page(url="https://bench.example/story", body=body, media_type="text/html")
    clean_page(page, any_language=True)


def _with_facts(body: bytes) -> None:
    trafilatura.bare_extraction(body, favor_precision=True, with_metadata=True)


def _rate(clean: Callable[[bytes], object], bodies: list[bytes]) -> float:
    """Return pages a second."""

    def work() -> None:
        for _ in range(ROUNDS):
            reset_caches()
            for body in bodies:
                clean(body)

    return ROUNDS * len(bodies) / best_seconds(work)


def figures() -> Iterator[Figure]:
    """Yield pages a second: `clean_page` against trafilatura with and without metadata."""
    bodies = _bodies()
    ours = _rate(_ours, bodies)
    facts, text = _rate(_with_facts, bodies), _rate(trafilatura.extract, bodies)
    yield Figure("clean pages", "per second", ours, facts, "trafilatura with metadata, precision")
    yield Figure("clean pages", "per second", ours, text, "trafilatura.extract, text alone")
