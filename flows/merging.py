"""What `communique evaluate merging` does: articles through all stages, scored against gold.

What belongs here: a store of its own for the articles, the stages in their order. What does not:
scoring (`tasks.evaluation`), the stages.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.stateless import article_of
from tasks import database
from tasks.evaluation.events import read_articles, read_gold
from tasks.evaluation.merging import MergedReport, MergingScores, read_groups, score_merging
from tasks.events.coding import code_article
from tasks.identify import identify
from tasks.merge import merge
from tasks.settings import settings
from tasks.store import store


def evaluate_merging(groups_file: Path, gold_file: Path, articles_file: Path) -> MergingScores:
    """Code, identify and merge the articles that the gold knows, and score the pairs of reports.

    Raises EvaluationError naming the file.
    """
    groups, gold = read_groups(groups_file), read_gold(gold_file)
    known = {article.id for article in gold}
    given = {
        one.id: article_of(one.id, one.text, one.url, one.title, one.published)
        for one in read_articles(articles_file)
        if one.id in known
    }
    codings = [code_article(one, model=settings().spacy_model) for one in given.values()]
    names = {article.id: name for name, article in given.items()}
    with _own_store():
        store.fn("evaluate", list(given.values()), codings, [], [])
        identify.fn()
        merge.fn()
        with database.working() as connection:
            rows = database.fetch_dicts(connection, database.statement("merged_reports"))
    reports = [
        MergedReport(
            article=names[row["article_id"]],
            event=row["event_id"],
            event_type=row["event_type"],
            actors=tuple(row["actors"]),
            recipients=tuple(row["recipients"]),
            sentence=row["sentence"],
        )
        for row in rows
    ]
    return score_merging(groups, gold, reports)


@contextmanager
def _own_store() -> Iterator[None]:
    """Keep what the stages store in a folder that is gone afterwards."""
    before = os.environ.get("COMMUNIQUE_HOME")
    with tempfile.TemporaryDirectory(prefix="communique-") as folder:
        os.environ["COMMUNIQUE_HOME"] = folder
        settings.cache_clear()
        try:
            yield
        finally:
            if before is None:
                del os.environ["COMMUNIQUE_HOME"]
            else:
                os.environ["COMMUNIQUE_HOME"] = before
            settings.cache_clear()
