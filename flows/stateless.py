"""What commands do without database and Prefect: the user's files in, JSON objects out.

What belongs here: a line or a file taken through the pure packages. What does not: knowledge of
news or events, printing. What is lost comes back as a message that names file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from tasks.evaluation.events import EventScores, read_articles, read_gold, score_events
from tasks.events.coding import code_article
from tasks.news.datelines import split_dateline
from tasks.news.dates import read_declared
from tasks.news.files import MEDIA_TYPES, read_file
from tasks.news.jsonl import Facts, Line, LineError, date_fault, facts, read_lines, text_field
from tasks.news.pages import clean_page
from tasks.records import Article, Rejection, Source
from tasks.report.coded import coded
from tasks.settings import settings

Result = dict[str, Any] | str


def code_lines(file: Path) -> Iterator[Result]:
    """Yield the coded article of each line, or a message for a line or date that was lost.

    Raises OSError when the file cannot be read.
    """
    for line in read_lines(file, settings().max_bytes):
        try:
            yield from _code_line(line)
        except LineError as fault:
            yield f"{file}:{line.number} {fault}."


def _code_line(line: Line) -> Iterator[Result]:
    if line.fault:
        raise line.fault
    told = facts(line.record)
    text = text_field(line.record, "text")
    if told.id is None or text is None:
        missing = "id" if told.id is None else "text"
        raise LineError(f"missing_{missing}", f'has no "{missing}"; give it one')
    yield _code(told.id, text, told.url, told.title, told.published)
    if fault := date_fault(told):
        raise fault


def _code(
    identity: str, text: str, url: str | None, title: str | None, published: str | None
) -> dict[str, Any]:
    """Return the coded article of a given text; positions count from the text's own start."""
    dateline, body = split_dateline(text)
    moment = read_declared(published) if published else None
    article = Article(
        url=url or f"urn:communique:line:{identity}",
        outlet="",
        title=title,
        text=body,
        dateline=dateline.printed if dateline else None,
        dateline_place=dateline.place if dateline else None,
        published_on=moment.on if moment else None,
        published_at=moment.at if moment else None,
        published_basis="metadata" if moment else None,
    )
    coding = code_article(article, model=settings().spacy_model)
    return coded(identity, coding, offset=len(text) - len(body))


def evaluate_events(gold_file: Path, articles_file: Path) -> EventScores:
    """Code the articles that the gold knows and score them against it.

    Raises EvaluationError naming file and line.
    """
    gold = read_gold(gold_file)
    known = {article.id for article in gold}
    given = [article for article in read_articles(articles_file) if article.id in known]
    return score_events(gold, (_code(a.id, a.text, a.url, a.title, a.published) for a in given))


def clean_files(files: Sequence[Path], url: str | None = None) -> Iterator[Result]:
    """Yield the article of each saved page, or a message for a page that holds none.

    `url` is the address the page was fetched from, where the user gives it.
    """
    for file in files:
        if file.suffix.lower() not in MEDIA_TYPES:
            yield f"{file} is no {', '.join(MEDIA_TYPES)} file; rename it after what it is."
            continue
        source, told = Source(location=str(file)), Facts(url=url)
        for found in read_file(file, source, told, max_bytes=settings().max_bytes):
            article = (
                found if isinstance(found, Rejection) else clean_page(found, any_language=True)
            )
            yield article.detail if isinstance(article, Rejection) else _cleaned(article)


def _cleaned(article: Article) -> dict[str, Any]:
    published = article.published_on.isoformat() if article.published_on else None
    if article.published_at:
        published = f"{article.published_at.isoformat()}Z"
    return {
        "url": article.url,
        "title": article.title,
        "authors": re.split(r", | and ", article.byline) if article.byline else [],
        "published": published,
        "language": article.language,
        "text": article.text,
    }
