"""Events follow from the reports alone, however and whenever they were merged."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from random import Random

import pytest

from tasks import database
from tasks.merge import merge
from tasks.records import Article, Coding
from tasks.store import store
from tests.builders import article, coding, content, party, report, use_home


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


def told(number: int) -> tuple[Article, Coding]:
    """Return one of several tellings of one meeting, each with its own confidence and modes."""
    of = article(url=f"u{number}", outlet=f"Outlet {number % 2}")
    asa, bo = party(), party(name="Bo", country="NOR")
    modes = ("visit",) if number == 1 else ()
    sides = ((asa,), (bo,)) if number else ((bo,), (asa,))
    met = report(
        of=of, actors=sides[0], recipients=sides[1], modes=modes, confidence=0.2 + number / 10
    )
    return of, coding(of=of, reports=(met,), parties=(asa, bo))


def put(*pairs: tuple[Article, Coding]) -> None:
    store.fn("run", [of for of, _ in pairs], [made for _, made in pairs], [], [])


def events() -> list[tuple[object, ...]]:
    with database.working() as connection:
        return connection.execute("SELECT n_reports, n_outlets, modes FROM event").fetchall()


def test_two_articles_that_tell_of_one_meeting_make_one_event() -> None:
    put(told(0), told(1))
    assert merge.fn() == 1
    assert events() == [(2, 2, ["visit"])]


def test_merging_batch_by_batch_equals_merging_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = [told(number) for number in range(3)]
    put(*pairs)
    merge.fn()
    whole = content()
    for number, order in enumerate(permutations(pairs)):
        use_home(monkeypatch, tmp_path / str(number))
        for pair in order:
            put(pair)
            merge.fn()
        assert content() == whole


@pytest.mark.parametrize("seed", range(4))
def test_events_depend_on_what_is_told_last_and_not_on_the_way_there(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    random = Random(seed)
    pairs = [told(number) for number in range(4)]
    silent = [(of, coding(of=of)) for of, _ in pairs]
    last = [random.choice(versions) for versions in zip(pairs, silent, strict=True)]
    put(*last)
    merge.fn()
    direct = content()
    use_home(monkeypatch, tmp_path / "detour")
    for pair in random.sample(pairs + silent, k=3):
        put(pair)
        merge.fn()
    put(*random.sample(last, k=len(last)))
    merge.fn()
    assert content() == direct


def test_an_event_loses_the_report_its_article_no_longer_gives() -> None:
    put(told(0), told(1))
    merge.fn()
    of, _ = told(1)
    put((of, coding(of=of)))
    assert merge.fn() == 1
    assert events() == [(1, 1, [])]


def test_an_event_without_reports_is_gone() -> None:
    put(told(0))
    merge.fn()
    of, _ = told(0)
    put((of, coding(of=of)))
    assert merge.fn() == 0
    assert events() == []


def test_merging_again_without_news_changes_nothing() -> None:
    put(told(0), told(1))
    merge.fn()
    before = content()
    assert merge.fn() == 0
    assert content() == before


def test_a_merge_that_fails_leaves_the_articles_pending(monkeypatch: pytest.MonkeyPatch) -> None:
    put(told(0))
    before = content()

    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("tasks.merge._insert", full)
    with pytest.raises(OSError, match="disk full"):
        merge.fn()
    assert content() == before
