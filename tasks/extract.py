"""The extract stage: articles to codings, one article's failure costing one article.

What belongs here: the batch and its losses. What does not: coding itself (`events.coding`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from prefect import task
from prefect.cache_policies import NO_CACHE

from tasks.events.coding import code_articles
from tasks.events.language import ModelError
from tasks.events.relations import RelationModelError
from tasks.records import Article, Coding, Rejection
from tasks.settings import settings


@dataclass(frozen=True, slots=True)
class Extracted:
    """What a batch of articles gave."""

    codings: tuple[Coding, ...]
    rejections: tuple[Rejection, ...]


def _failed(article: Article, error: Exception) -> Rejection:
    return Rejection(
        stage="extract",
        subject=article.url,
        reason="failed",
        detail=f"Coding stopped with {type(error).__name__}: {error}; please report this article.",
    )


@task(
    name="extract",
    task_run_name="extract {batch}",
    cache_policy=NO_CACHE,
    persist_result=False,
)
def extract(articles: Sequence[Article], batch: str = "articles") -> Extracted:
    """Code a batch of articles. Raises ModelError or RelationModelError without its models."""
    codings, rejections = [], []
    coded = code_articles(articles, model=settings().spacy_model)
    for article, result in zip(articles, coded, strict=True):
        if isinstance(result, ModelError | RelationModelError):
            raise result
        if isinstance(result, Exception):
            rejections.append(_failed(article, result))
        else:
            codings.append(result)
    return Extracted(tuple(codings), tuple(rejections))
