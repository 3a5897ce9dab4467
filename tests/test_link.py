"""Copies are linked to the first telling, in whatever order and batches they come."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tasks import database
from tasks import link as stage
from tasks.components import components
from tasks.link import link
from tasks.merge import merge
from tasks.records import Article
from tasks.store import store
from tests.builders import article, coding, content, party, report, use_home

pytestmark = pytest.mark.usefixtures("kept_open")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


def text(seed: int, *, words: int = 120) -> str:
    """Return an article that shares no three words with that of another seed."""
    random = Random(seed)
    said = ["".join(random.choices("bdfgklmnprst", k=6)) for _ in range(words)]
    return " ".join(said) + "."


def copy(name: str, seed: int = 0, *, day: int | None = 5, **fields: Any) -> Article:
    """Return an outlet's copy of the text of a seed, published on a day of March."""
    published = date(2023, 3, day) if day else None
    plain: dict[str, Any] = {"text": text(seed), "published_on": published, "outlet": name}
    return article(url=name, **(plain | fields))


def put(*articles: Article) -> None:
    store.fn("run", articles, [coding(of=each) for each in articles], [], [])


def linked() -> dict[str, str]:
    """Return copy → first, by URL."""
    sql = (
        "SELECT article.url, first.url FROM article "
        "JOIN article AS first ON first.id = article.near_duplicate_of ORDER BY ALL"
    )
    with database.working() as connection:
        return dict(connection.execute(sql).fetchall())


def kept() -> object:
    """Return all that linking keeps; the articles themselves have a history of versions too."""
    tables = content()
    return linked(), tables["article_sketch"], tables["near_duplicate"]


def run(*articles: Article) -> int:
    """Store, link and merge, as a flow does."""
    put(*articles)
    links = link.fn()
    merge.fn()
    return links


def test_copies_point_to_the_earliest_and_others_to_nothing() -> None:
    assert run(copy("b", day=6), copy("a", day=7), copy("c", day=5), copy("other", 1)) == 2
    assert linked() == {"a": "c", "b": "c"}


def test_a_copy_is_found_among_what_was_stored_before() -> None:
    assert run(copy("b", day=6), copy("other", 1)) == 0
    assert run(copy("c", day=7)) == 1
    assert linked() == {"c": "b"}


def test_an_earlier_telling_that_comes_later_becomes_the_first() -> None:
    run(copy("b", day=6), copy("c", day=7))
    assert run(copy("a", day=5)) == 2
    assert linked() == {"b": "a", "c": "a"}


def test_the_time_decides_within_a_day_the_id_among_equals_and_the_undated_is_last() -> None:
    nine, later = datetime(2023, 3, 5, 9, 0), datetime(2023, 3, 5, 9, 1)
    timed = [copy("later", published_at=later), copy("sooner", published_at=nine)]
    run(copy("undated", day=None), *timed)
    assert linked() == {"later": "sooner", "undated": "sooner"}
    same = [copy("x", 1), copy("y", 1)]
    run(*same)
    first, other = sorted(same, key=lambda each: each.id)
    assert linked()[other.url] == first.url


def test_a_text_told_again_weeks_later_is_no_copy_unless_a_day_is_unknown() -> None:
    run(copy("a", day=5), copy("in time", day=12), copy("late", day=20))
    assert linked() == {"in time": "a"}
    run(copy("undated", day=None))
    assert linked() == {"in time": "a", "late": "a", "undated": "a"}


def test_only_a_time_is_a_date_too() -> None:
    at = datetime(2023, 3, 25)
    run(copy("a", day=5), copy("late", day=None, published_at=at))
    assert linked() == {}


def test_copies_of_copies_share_the_first() -> None:
    half, whole = text(0, words=60), text(0)
    run(copy("a", day=1, text=f"{text(1, words=60)} {half}"), copy("b", day=2, text=half))
    assert linked() == {"b": "a"}
    run(copy("c", day=3, text=whole))
    assert linked() == {"b": "a", "c": "a"}


def test_a_short_text_is_never_linked() -> None:
    assert run(copy("a", text=text(0, words=30)), copy("b", text=text(0, words=30))) == 0


def test_a_copy_that_was_rewritten_is_linked_no_more() -> None:
    run(copy("a", day=5), copy("b", day=6), copy("c", day=7))
    assert run(copy("a", 1, day=5)) == 1
    assert linked() == {"c": "b"}
    assert run(copy("b", 2, day=6)) == 0
    assert linked() == {}


def test_a_group_that_lost_its_middle_falls_apart() -> None:
    run(copy("a", day=1), copy("b", day=8), copy("c", day=15))
    assert linked() == {"b": "a", "c": "a"}
    run(copy("b", 1, day=8))
    assert linked() == {}


def test_a_copy_whose_date_was_corrected_is_compared_anew() -> None:
    run(copy("a", day=1), copy("b", day=20))
    assert linked() == {}
    run(copy("b", day=2))
    assert linked() == {"b": "a"}


def test_an_article_that_is_gone_is_forgotten() -> None:
    run(copy("a", day=5), copy("b", day=6), copy("c", day=7))
    with database.working() as connection:
        connection.execute("DELETE FROM article WHERE url = 'a'")
    link.fn()
    assert linked() == {"c": "b"}
    tables = content()
    assert (len(tables["article_sketch"]), len(tables["near_duplicate"])) == (2, 1)


def several() -> list[Article]:
    """Return groups of copies, cut and whole, dated and undated, and articles without copies."""
    days: list[int | None] = [1, 5, 9, 13, 20, None]
    found = [copy(f"{seed}-{day}", seed, day=day) for seed in range(2) for day in days]
    found += [copy(f"cut {seed}", text=text(seed, words=80), day=6) for seed in range(4)]
    return [*found, *(copy(f"alone {seed}", seed) for seed in range(2, 8))]


@pytest.mark.parametrize("seed", range(6))
def test_links_depend_on_the_articles_and_not_on_order_or_batches(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, "CROWD", 1 + seed)  # also where crowds come and go
    articles = several()
    assert run(*articles) > 0 or stage.CROWD == 1
    whole = kept()
    use_home(monkeypatch, tmp_path / "shuffled")
    random = Random(seed)
    rewritten = [copy(each.url, 50 + n) for n, each in enumerate(random.sample(articles, k=5))]
    queue = random.sample(articles, k=len(articles))
    queue[8:8] = rewritten  # a detour: what is told last counts
    queue += [each for each in articles if each.url in {other.url for other in rewritten}]
    while queue:
        size = random.randint(1, 9)
        batch, queue = queue[:size], queue[size:]
        run(*{each.url: each for each in batch}.values())
    assert kept() == whole


def test_linking_again_changes_no_row() -> None:
    run(*several())
    before, rows = content(), _row_ids()
    assert link.fn() == 0
    assert run() == 0
    assert content() == before
    assert _row_ids() == rows


def test_only_what_changes_is_written() -> None:
    run(copy("a", day=5), copy("b", day=6), copy("x", 1, day=5), copy("y", 1, day=6))
    rows = _row_ids()
    assert run(copy("c", day=7)) == 1
    assert rows.keys() < _row_ids().keys()
    assert rows.items() <= _row_ids().items()


def _row_ids() -> dict[tuple[Any, ...], int]:
    """Return row → DuckDB's number of it, which a row that is written anew does not keep."""
    with database.working() as connection:
        return {
            (table, *map(str, row[1:])): row[0]
            for table in ("article_sketch", "near_duplicate")
            for row in connection.execute(f"SELECT rowid, * FROM {table}").fetchall()
        }


def test_articles_coded_anew_are_linked_as_before() -> None:
    articles = [copy("a", day=5), copy("b", day=6)]
    run(*articles)
    store.fn("run", articles, [coding(of=each, coder="test-2") for each in articles], [], [])
    link.fn()
    assert linked() == {"b": "a"}


def test_an_article_that_was_changed_and_changed_back_is_linked_again() -> None:
    run(copy("a", day=5), copy("b", day=6))
    put(copy("b", 1, day=6))
    put(copy("b", day=6))
    assert link.fn() == 1
    assert linked() == {"b": "a"}


def test_articles_stored_before_there_were_links_are_linked() -> None:
    put(copy("a", day=5), copy("b", day=6))
    merge.fn()  # nothing is pending any more
    assert link.fn() == 1


def test_other_rules_make_all_rows_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    run(copy("a", day=5), copy("b", day=6), copy("c", day=19))
    assert linked() == {"b": "a"}
    monkeypatch.setattr(stage, "DAYS", 14)
    assert link.fn() == 0
    monkeypatch.setattr(stage, "RULES", "other")
    assert link.fn() == 1
    assert linked() == {"b": "a", "c": "a"}


def test_what_too_many_share_is_no_copy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, "CROWD", 3)
    run(*(copy(f"wall {number}") for number in range(3)), copy("x", 1), copy("y", 1))
    assert len(linked()) == 3
    run(copy("wall 3"))
    assert len(linked()) == 1
    run(copy("wall 0", 2))
    assert len(linked()) == 3


def test_what_many_share_in_all_but_few_in_a_week_is_a_copy_but_of_undated_ones(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stage, "CROWD", 3)
    run(*(copy(f"{day}", day=day) for day in (1, 8, 15, 22)))
    assert len(linked()) == 3
    run(copy("undated", day=None))
    assert len(linked()) == 3
    run(copy("1", 1, day=1), copy("8", 2, day=8))
    assert linked() == {"22": "15", "undated": "15"}


def test_a_link_that_fails_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    run(copy("a", day=6), copy("b", day=7))
    put(copy("c", day=5))
    before = content()

    def full(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr("tasks.link.components", full)
        with pytest.raises(OSError, match="disk full"):
            link.fn()
    assert content() == before
    assert link.fn() == 2
    assert linked() == {"a": "c", "b": "c"}


def test_texts_and_pairs_are_read_in_chunks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(*several())
    whole = content()
    use_home(monkeypatch, tmp_path / "chunked")
    monkeypatch.setattr(stage, "TEXTS", 2)
    monkeypatch.setattr(stage, "PAIRS", 3)
    run(*several())
    assert content() == whole


def test_a_linked_copy_still_counts_as_a_report_and_an_outlet() -> None:
    asa, bo = party(), party(name="Bo", country="NOR")
    long = f"Minister Asa met Minister Bo. Asa thanked Bo. {text(0)}"
    articles = [article(url=name, outlet=name, text=long) for name in ("a", "b")]
    met = [report(of=each, actors=(asa,), recipients=(bo,)) for each in articles]
    told = zip(articles, met, strict=True)
    codings = [coding(of=each, reports=(one,), parties=(asa, bo)) for each, one in told]
    store.fn("run", articles, codings, [], [])
    assert link.fn() == 1
    merge.fn()
    with database.working() as connection:
        events = connection.execute("SELECT n_reports, n_articles, n_outlets FROM event")
        assert events.fetchall() == [(2, 2, 2)]


def test_groups_are_what_pairs_connect() -> None:
    pairs = [("a", "b"), ("c", "d"), ("b", "e"), ("e", "a")]
    found = components(["a", "b", "c", "d", "e", "f"], pairs)
    assert [sorted(group) for group in found] == [["a", "b", "e"], ["c", "d"], ["f"]]
    chain = [(str(number), str(number + 1)) for number in range(5_000)]
    assert [len(group) for group in components(["0"], chain)] == [5_001]
