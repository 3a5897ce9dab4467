"""Code articles: from their text to mentions, parties and reports.

What belongs here: one article or many, and the models they need. What does not: what is done with
one article (`desk`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice

from tasks.events.desk import Desk
from tasks.events.language import ModelError, Paragraph, model_name, parse, parse_all
from tasks.events.relations import Relation, load, version
from tasks.events.reporting import Considered
from tasks.plover.leaders import own_version
from tasks.records import Article, Coding

VERSION = "parties-1"
AT_ONCE = 4  # articles parsed together: the language model is faster on many paragraphs


def coder(model: str | None = None) -> str:
    """Return the coder's version: of this code, both models and the operator's own parties."""
    return "+".join(filter(None, (VERSION, version(), model_name(model), own_version())))


def consider(article: Article, *, model: str | None = None) -> Iterator[Considered]:
    """Yield all that may be an event in an article, with how it was judged, in text order.

    For `communique code --explain` and for fitting the confidence. Raises as `code_article`.
    """
    desk = _desk(article, parse(article.text, model=model), coder(model))
    return desk.considered(load().read(desk.questions))


def code_article(article: Article, *, model: str | None = None) -> Coding:
    """Code one cleaned article; the same article always gives the same coding.

    Raises ModelError when no language model can be loaded, RelationModelError when the relation
    model's files are not there.
    """
    desk = _desk(article, parse(article.text, model=model), coder(model))
    return desk.coding(load().read(desk.questions))


def code_articles(
    articles: Sequence[Article], *, model: str | None = None
) -> Iterator[Coding | Exception]:
    """Yield, for each article in order, its coding or the exception that ended it.

    As `code_article`, faster: paragraphs are parsed AT_ONCE articles together, and the relation
    model reads those in a thread of its own while the next are parsed.
    """
    coded_by, rest = coder(model), iter(articles)
    with ThreadPoolExecutor(max_workers=1) as reader:
        waiting: list[_Waiting] = []
        while batch := list(islice(rest, AT_ONCE)):
            parsed = zip(batch, _parse_batch(batch, model), strict=True)
            begun = [_begin(article, found, coded_by, reader) for article, found in parsed]
            yield from map(_finish, waiting)
            waiting = begun
        yield from map(_finish, waiting)


def _desk(article: Article, paragraphs: Sequence[Paragraph], coded_by: str) -> Desk:
    return Desk(article, paragraphs, coder=coded_by, evokes=load().evokes)


_Waiting = tuple[Desk, Future[list[Relation]]] | Exception


def _begin(
    article: Article,
    paragraphs: list[Paragraph] | Exception,
    coded_by: str,
    reader: ThreadPoolExecutor,
) -> _Waiting:
    if isinstance(paragraphs, Exception):
        return paragraphs
    try:
        desk = _desk(article, paragraphs, coded_by)
        return desk, reader.submit(load().read, desk.questions)
    except Exception as error:  # one bad article must not cost the batch
        return error


def _finish(waiting: _Waiting) -> Coding | Exception:
    if isinstance(waiting, Exception):
        return waiting
    desk, said = waiting
    try:
        return desk.coding(said.result())
    except Exception as error:  # as above
        return error


def _parse_batch(
    batch: Sequence[Article], model: str | None
) -> Sequence[list[Paragraph] | Exception]:
    try:
        return parse_all([article.text for article in batch], model=model)
    except ModelError:
        raise
    except Exception:  # find out whose fault it is
        return [_parse_one(article, model) for article in batch]


def _parse_one(article: Article, model: str | None) -> list[Paragraph] | Exception:
    try:
        return parse(article.text, model=model)
    except Exception as error:
        return error
