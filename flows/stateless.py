"""What commands do without database and Prefect: the user's files in, JSON objects out.

What belongs here: a line or a file taken through the pure packages. What does not: knowledge of
news or events, printing. What is lost comes back as a message that names file and line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flows.sources import read_rules
from tasks import workers
from tasks.events.coding import code_article
from tasks.events.explaining import explain
from tasks.news.cleaning import Order, failed, fill, lost
from tasks.news.datelines import find_dateline, split_dateline
from tasks.news.dates import read_declared
from tasks.news.files import MEDIA_TYPES, read_file
from tasks.news.jsonl import Facts, Line, LineError, date_fault, facts, read_lines, text_field
from tasks.news.language import is_english, is_prose
from tasks.news.layouts import rules_of
from tasks.records import Article, Page, Rejection, Source
from tasks.report.coded import coded
from tasks.settings import settings

Result = dict[str, Any] | str
Maker = Callable[[str, str, str | None, str | None, str | None], dict[str, Any]]


def code_lines(file: Path) -> Iterator[Result]:
    """Yield the coded article of each line, or a message for a line or date that was lost.

    Raises OSError when the file cannot be read.
    """
    yield from _each_line(file, coded_article)


def explain_lines(file: Path) -> Iterator[Result]:
    """Yield for each line `{"id", "lines"}`: in words, how its article was coded; as `code_lines`.

    Raises OSError when the file cannot be read.
    """
    yield from _each_line(file, _explain)


def _each_line(file: Path, make: Maker) -> Iterator[Result]:
    for line in read_lines(file, settings().max_bytes):
        try:
            yield from _of_line(line, make)
        except LineError as fault:
            yield f"{file}:{line.number} {fault}."


def _of_line(line: Line, make: Maker) -> Iterator[Result]:
    if line.fault:
        raise line.fault
    told = facts(line.record)
    text = text_field(line.record, "text")
    if told.id is None or text is None:
        missing = "id" if told.id is None else "text"
        raise LineError(f"missing_{missing}", f'has no "{missing}"; give it one')
    _check_language(text)
    yield make(told.id, text, told.url, told.title, told.published)
    if fault := date_fault(told):
        raise fault


def _check_language(text: str) -> None:
    if not is_prose(text):
        raise LineError("not_prose", "has a text that is mostly signs, no letters; give prose")
    if not is_english(text):
        raise LineError("not_english", "does not read as English; only English can be coded")


def coded_article(
    identity: str, text: str, url: str | None, title: str | None, published: str | None
) -> dict[str, Any]:
    """Return the coded article of a given text; positions count from the text's own start."""
    article = article_of(identity, text, url, title, published)
    coding = code_article(article, model=settings().spacy_model)
    return coded(identity, coding, offset=len(text) - len(article.text))


def _explain(
    identity: str, text: str, url: str | None, title: str | None, published: str | None
) -> dict[str, Any]:
    article = article_of(identity, text, url, title, published)
    return {"id": identity, "lines": list(explain(article, model=settings().spacy_model))}


def article_of(
    identity: str, text: str, url: str | None, title: str | None, published: str | None
) -> Article:
    """Return a given text as an article: its dateline read off, its date understood."""
    dateline, body = split_dateline(text)
    dateline = dateline or find_dateline(text)
    moment = read_declared(published) if published else None
    return Article(
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


def clean_files(files: Sequence[Path], url: str | None = None) -> Iterator[Result]:
    """Yield the article of each saved page, or a message for a page that holds none.

    `url` is the address the page was fetched from, where the user gives it.
    """
    for file in files:
        for result in _articles(file, url):
            yield result.detail if isinstance(result, Rejection) else _cleaned(result)


def _articles(file: Path, url: str | None) -> Iterator[Article | Rejection]:
    if file.suffix.lower() not in MEDIA_TYPES:
        detail = f"{file} is no {', '.join(MEDIA_TYPES)} file; rename it after what it is."
        yield Rejection(stage="clean", subject=str(file), reason="not_html", detail=detail)
        return
    source, told = Source(location=str(file)), Facts(url=url)
    found = list(read_file(file, source, told, max_bytes=settings().max_bytes))
    yield from (loss for loss in found if isinstance(loss, Rejection))
    yield from clean_pages([page for page in found if isinstance(page, Page)])


def clean_pages(pages: Sequence[Page]) -> Iterator[Article | Rejection]:
    """Clean pages of any language where they can be killed: one that hangs costs one page."""
    seconds, rules = settings().parse_deadline, read_rules()
    orders = [Order(page=page, rules=rules_of(page, rules), any_language=True) for page in pages]
    for page, result in zip(pages, workers.each(fill, orders, seconds=seconds), strict=True):
        if isinstance(result, workers.Lost):
            yield lost(page, result.reason, seconds)
        else:
            yield failed(page, result) if isinstance(result, Exception) else result


def _cleaned(article: Article) -> dict[str, Any]:
    return {
        "url": article.url,
        "title": article.title,
        "authors": re.split(r", | and ", article.byline) if article.byline else [],
        "published": _moment(article.published_on, article.published_at),
        "modified": _moment(article.modified_on, article.modified_at),
        "outlet": article.outlet,
        "section": article.section,
        "language": article.language,
        "text": article.text,
    }


def _moment(day: date | None, instant: datetime | None) -> str | None:
    """Return the instant where it is known, else the day; ISO 8601."""
    if instant:
        return f"{instant.isoformat()}Z"
    return day.isoformat() if day else None
