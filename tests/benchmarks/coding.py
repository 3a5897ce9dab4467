"""Coding articles against the bare language model: speed, start and memory."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tasks.events.coding import code_articles
from tasks.events.language import load
from tasks.records import Article
from tests.benchmarks.figure import Figure, best_seconds

ARTICLES = Path(__file__).parents[1] / "gold" / "sample_articles.jsonl"
BARE_START = "from tasks.events.language import load; load()"
MEGABYTES = 1024  # ru_maxrss is in kilobytes on Linux
MOST_MEMORY = 1_500


def bench_articles() -> list[Article]:
    """Return the articles of the sample newsroom."""
    lines = [json.loads(line) for line in ARTICLES.read_text(encoding="utf-8").splitlines()]
    return [
        Article(
            url=line["id"],
            outlet="bench",
            title=line["title"],
            text=line["text"],
            published_on=date.fromisoformat(line["published"][:10]) if line["published"] else None,
        )
        for line in lines
    ]


def figures() -> Iterator[Figure]:
    """Yield articles a second, the start of `communique code`, and the most memory it takes."""
    articles = bench_articles()
    model = load()
    list(code_articles(articles[:1]))
    ours = best_seconds(lambda: list(code_articles(articles)), repeats=5)
    bare = best_seconds(lambda: list(model.pipe([a.text for a in articles])), repeats=5)
    yield Figure(
        "code articles", "per second", len(articles) / ours, len(articles) / bare, "nlp.pipe alone"
    )
    with tempfile.TemporaryDirectory() as folder:
        yield from _commands(Path(folder))


def _commands(folder: Path) -> Iterator[Figure]:
    line, lines = folder / "line.jsonl", folder / "lines.jsonl"
    line.write_text(json.dumps({"id": "a", "text": "Norway met Egypt."}), encoding="utf-8")
    lines.write_bytes(ARTICLES.read_bytes())
    bare = best_seconds(lambda: _python("-c", BARE_START))
    ours = best_seconds(lambda: _code(line))
    yield Figure("start of code", "seconds", ours, bare, "importing spaCy, loading its model")
    _code(lines)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / MEGABYTES
    yield Figure("memory of code", "MB", most, MOST_MEMORY, "the most that is promised")


def _code(file: Path) -> None:
    _python("-m", "flows.cli", "code", str(file), "-o", str(file.with_suffix(".out")))


def _python(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True)
