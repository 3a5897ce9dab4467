"""The extract stage: a batch of articles in, codings and losses out."""

from __future__ import annotations

import pytest

from tasks import extract as stage
from tasks.events.coding import code_article
from tasks.events.language import ModelError
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
    (coding,) = run(article(1)).codings
    assert coding.text_hash == article(1).text_hash
    assert coding == code_article(article(1))


def test_an_empty_batch_gives_nothing() -> None:
    assert run() == Extracted((), ())


def test_one_bad_article_costs_one_article(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks_on_two(read: Article, *, model: str | None = None) -> Coding:
        if read.url.endswith("2"):
            raise RecursionError("too deep")
        return code_article(read, model=model)

    monkeypatch.setattr(stage, "code_article", breaks_on_two)
    found = run(article(1), article(2), article(3))
    assert [c.article_id for c in found.codings] == [article(1).id, article(3).id]
    (lost,) = found.rejections
    assert (lost.stage, lost.subject, lost.reason) == ("extract", article(2).url, "failed")
    assert "RecursionError: too deep" in lost.detail


def test_without_a_model_the_batch_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "settings", lambda: Settings(spacy_model="xx_no_such_model"))
    with pytest.raises(ModelError, match="xx_no_such_model"):
        run(article(1))


def test_a_run_is_named_by_its_batch() -> None:
    assert extract.task_run_name == "extract {batch}"
