"""Coding articles against the bare language model over the same texts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from tasks.events.coding import code_article
from tasks.events.language import load
from tasks.records import Article
from tests.benchmarks.figure import Figure, best_seconds

ARTICLES = Path(__file__).parents[1] / "gold" / "sample_articles.jsonl"


def _articles() -> list[Article]:
    lines = [json.loads(line) for line in ARTICLES.read_text(encoding="utf-8").splitlines()]
    return [
        Article(url=line["id"], outlet="bench", title=line["title"], text=line["text"])
        for line in lines
    ]


def figures() -> Iterator[Figure]:
    """Yield articles a second: `code_article` against `nlp.pipe`."""
    articles = _articles()
    model = load()
    ours = best_seconds(lambda: [code_article(article) for article in articles])
    bare = best_seconds(lambda: list(model.pipe([article.text for article in articles])))
    yield Figure(
        "code articles", "per second", len(articles) / ours, len(articles) / bare, "nlp.pipe alone"
    )
