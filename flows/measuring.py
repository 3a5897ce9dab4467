"""What `communique evaluate` does: gold in, the product's own answers scored against it.

What belongs here: bringing gold and answers together. What does not: scoring (`tasks.evaluation`),
answering, printing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from flows.stateless import article_of, clean_pages, coded_article
from tasks.chunks import chunks
from tasks.evaluation.events import EventScores, read_articles, read_gold, score_events
from tasks.evaluation.gold import EvaluationError
from tasks.evaluation.marked import MarkedText, read_marked
from tasks.evaluation.pages import PageScores, TruePage, read_truth, score_pages
from tasks.evaluation.parties import PartyScores, score_parties
from tasks.evaluation.places import GivenText, PlaceScores, read_places, score_places
from tasks.evaluation.relations import GivenRelation, decided, read_relations
from tasks.events.asking import Asked, meant
from tasks.events.atlas import countries_of
from tasks.events.between import Pair, between
from tasks.events.locating import TextSpans, located
from tasks.news.packed import PackedError, gunzip, is_gzip
from tasks.records import Article, Page, Place, Rejection
from tasks.settings import settings

_AT_ONCE = 50  # pages in memory


def evaluate_events(gold_file: Path, articles_file: Path) -> EventScores:
    """Code the articles that the gold knows and score them against it.

    Raises EvaluationError naming file and line.
    """
    gold = read_gold(gold_file)
    known = {article.id for article in gold}
    given = [article for article in read_articles(articles_file) if article.id in known]
    return score_events(
        gold, (coded_article(a.id, a.text, a.url, a.title, a.published) for a in given)
    )


def relations_of(file: Path) -> tuple[tuple[GivenRelation, ...], list[tuple[str, float]]]:
    """Return the pairs of a file, and for each the type said of it with its confidence.

    Raises EvaluationError naming file and line.
    """
    given = read_relations(file)
    pairs = [Pair(one.text, one.actor, one.recipient) for one in given]
    return given, [decided(types) for types in between(pairs, model=settings().spacy_model)]


def evaluate_parties(file: Path) -> PartyScores:
    """Resolve the mentions marked in the texts of a file and score them against it.

    Raises EvaluationError naming file and line.
    """
    gold = read_marked(file)
    said = meant([_asked(text) for text in gold], model=settings().spacy_model)
    return score_parties(gold, said)


def _asked(given: MarkedText) -> Asked:
    """Return what to ask of a text; a mention inside its dateline is asked of nobody."""
    article = article_of(given.id, given.text, None, None, given.published)
    article = replace(article, dateline_place=article.dateline_place or given.dateline)
    cut = len(given.text) - len(article.text)
    return Asked(article, tuple((one.start - cut, one.end - cut) for one in given.mentions))


def places_of(file: Path) -> tuple[tuple[GivenText, ...], list[list[Place | None]]]:
    """Return the texts of a file, and for each the place that each of its toponyms means.

    Raises EvaluationError naming file and line.
    """
    given = read_places(file)
    asked = [TextSpans(one.text, [(t.start, t.end) for t in one.toponyms]) for one in given]
    return given, list(located(asked, model=settings().spacy_model))


def place_scores(gold: Sequence[GivenText], said: Sequence[Sequence[Place | None]]) -> PlaceScores:
    """Score places; the country of a gold point is that of its GeoNames id or the nearest city."""
    points = [
        (toponym.geonames_id, toponym.lat or 0.0, toponym.lon or 0.0)
        for text in gold
        for toponym in text.toponyms
    ]
    countries = iter(countries_of(points))
    return score_places(gold, said, [[next(countries) for _ in one.toponyms] for one in gold])


def evaluate_pages(truth_file: Path, folder: Path) -> PageScores:
    """Clean the saved pages that the truth knows and score their bodies against it.

    A page is the file `<id>.html` or `<id>.html.gz`; one that gives no article found nothing.
    Raises EvaluationError naming file and page.
    """
    truth = read_truth(truth_file)
    pages = (_saved_page(folder, page) for page in truth)
    texts = (_text(one) for chunk in chunks(pages, _AT_ONCE) for one in clean_pages(chunk))
    return score_pages((page.body, text) for page, text in zip(truth, texts, strict=True))


def _saved_page(folder: Path, page: TruePage) -> Page:
    file = next((path for suffix in (".html", ".html.gz")
                 if (path := folder / f"{page.id}{suffix}").is_file()), None)  # fmt: skip
    if file is None:
        raise EvaluationError(f"{folder}: there is no file {page.id}.html or {page.id}.html.gz.")
    body, most = file.read_bytes(), settings().max_bytes
    try:
        body = gunzip(body, most) if is_gzip(body) else body
    except PackedError as error:
        raise EvaluationError(f"{file}: cannot be unpacked: {error}.") from error
    return Page(url=page.url or file.resolve().as_uri(), body=body, media_type="text/html")


def _text(result: Article | Rejection) -> str:
    return result.text if isinstance(result, Article) else ""
