"""What is stored of a coding's quotes and counts, and what another coding leaves of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tasks import database
from tasks.records import Article, Coding, Count, Quote
from tasks.store import store
from tests.builders import article, coding, content, party, report, use_home

OF, ASA = article(), party()
QUOTE = Quote(article_id=OF.id, start=30, end=45)
SAID = replace(
    QUOTE,
    party_id=ASA.id,
    speaker_start=9,
    speaker_end=12,
    verb="meet",
    verb_start=13,
    verb_end=16,
    basis="office",
)
COUNT = Count(kind="killed", start=0, end=12, words="Minister Asa", least=1, most=None)


pytestmark = pytest.mark.usefixtures("kept_open")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


def made(*counts: Count, quotes: tuple[Quote, ...] = (), of: Article = OF) -> Coding:
    met = report(of=of, actors=(ASA,), counts=counts)
    return coding(of=of, reports=(met,), parties=(ASA,), quotes=quotes)


def put(one: Coding) -> None:
    store.fn("run", [OF], [one], [], [])


def rows(table: str, columns: str) -> list[tuple[Any, ...]]:
    with database.working() as connection:
        return connection.execute(f"SELECT {columns} FROM {table} ORDER BY ALL").fetchall()


def test_a_quote_is_a_row_with_its_spans() -> None:
    put(made(quotes=(SAID,)))
    assert rows("quote", "* EXCLUDE (id, article_id)") == [
        (30, 45, ASA.id, 9, 12, "meet", 13, 16, "office")
    ]


def test_a_quote_may_have_no_speaker() -> None:
    put(made(quotes=(QUOTE,)))
    assert rows("quote", "party_id, speaker_start, verb, verb_end, basis") == [(None,) * 5]


def test_a_count_is_a_row_of_its_report() -> None:
    put(made(COUNT))
    ((report_id,),) = rows("report", "id")
    told = (report_id, "killed", 0, 12, "Minister Asa", 1, None, date(2023, 3, 5))
    assert rows("report_count", "*") == [told]


def test_another_coding_replaces_quotes_and_counts() -> None:
    put(made(COUNT, quotes=(SAID,)))
    put(made(replace(COUNT, kind="wounded"), quotes=(replace(QUOTE, end=44),)))
    assert rows("report_count", "kind") == [("wounded",)]
    assert rows("quote", "quote_end") == [(44,)]
    put(made())
    assert rows("report_count", "kind") == rows("quote", "quote_end") == []


def test_the_same_coding_again_changes_nothing() -> None:
    put(made(COUNT, COUNT, quotes=(SAID, SAID)))
    before = content()
    put(made(COUNT, quotes=(SAID,)))
    assert before.pop("pending_report") == []
    assert len(content()["pending_report"]) == 1  # the next merge looks at it again
    assert content() | before == content()
    assert len(before["quote"]) == len(before["report_count"]) == 1


def test_quotes_and_counts_of_other_articles_stay() -> None:
    other = article(url="u2")
    told = made(COUNT, quotes=(replace(SAID, article_id=other.id),), of=other)
    store.fn("run", [other], [told], [], [])
    put(made())
    assert len(rows("quote", "id")) == len(rows("report_count", "kind")) == 1
