"""The extract stage: a batch of articles in, codings and losses out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tasks import extract as stage
from tasks.events import coding
from tasks.events.coding import code_article
from tasks.events.desk import Desk
from tasks.events.language import ModelError, Paragraph, parse_all
from tasks.extract import Extracted, extract
from tasks.records import Article, Coding
from tasks.settings import Settings


def article(number: int, text: str = "Hungary criticised Romania.") -> Article:
    return Article(url=f"https://outlet.test/{number}", outlet="outlet", title=None, text=text)


def run(*articles: Article) -> Extracted:
    found: Extracted = extract.fn(articles, batch=f"{len(articles)} articles")
    return found


def test_a_batch_gives_one_coding_an_article_in_order() -> None:
    articles = [article(1), article(2, "Peru waited."), article(3, "")]
    found = run(*articles)
    assert [c.article_id for c in found.codings] == [a.id for a in articles]
    assert [len(c.reports) for c in found.codings] == [1, 0, 0]
    assert found.rejections == ()


def test_a_coding_is_that_of_the_text_it_read() -> None:
    (found,) = run(article(1)).codings
    assert found.text_hash == article(1).text_hash
    assert found == code_article(article(1))


def test_an_empty_batch_gives_nothing() -> None:
    assert run() == Extracted((), ())


def test_one_bad_article_costs_one_article(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks_on_two(read: Article, *others: Any, **named: Any) -> Desk:
        if read.url.endswith("2"):
            raise RecursionError("too deep")
        return Desk(read, *others, **named)

    monkeypatch.setattr(coding, "Desk", breaks_on_two)
    found = run(article(1), article(2), article(3))
    assert [c.article_id for c in found.codings] == [article(1).id, article(3).id]
    (lost,) = found.rejections
    assert (lost.stage, lost.subject, lost.reason) == ("extract", article(2).url, "failed")
    assert "RecursionError: too deep" in lost.detail


def test_a_text_that_cannot_be_parsed_costs_one_article(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(texts: Sequence[str], *, model: str | None = None) -> list[list[Paragraph]]:
        if any("cursed" in text for text in texts):
            raise ValueError("cannot be parsed")
        return parse_all(texts, model=model)

    monkeypatch.setattr(coding, "parse_all", breaks)
    monkeypatch.setattr(coding, "parse", lambda text, model: breaks([text], model=model)[0])
    found = run(article(1), article(2, "A cursed text."), article(3))
    assert [c.article_id for c in found.codings] == [article(1).id, article(3).id]
    assert [lost.subject for lost in found.rejections] == [article(2).url]


def test_articles_coded_together_are_coded_as_alone() -> None:
    texts = ["Peru sent food to Haiti.", "", "Ghana met Togo.\n\nIt rained.", "Chad bombed a camp."]
    articles = [article(number, text) for number, text in enumerate(texts * 9)]
    together = run(*articles).codings
    assert [_facts(c) for c in together] == [_facts(code_article(a)) for a in articles]


def _facts(found: Coding) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(r.id, r.event_type, tuple(p.party_id for p in r.parties)) for r in found.reports]


def test_without_a_model_the_batch_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "settings", lambda: Settings(spacy_model="xx_no_such_model"))
    with pytest.raises(ModelError, match="xx_no_such_model"):
        run(article(1))


def test_a_run_is_named_by_its_batch() -> None:
    assert extract.task_run_name == "extract {batch}"
