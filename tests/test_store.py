"""What a batch replaces, and that the tables do not remember how they came about."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path
from typing import Any, Literal

import pytest

from tasks import database
from tasks.records import Article, Coding, FetchOutcome, Place, ReadFrom, Rejection
from tasks.store import Stored, finish_run, needs_coding, start_run, store
from tests.builders import CODER, THANKED, article, coding, content, party, report, source, use_home

pytestmark = pytest.mark.usefixtures("kept_open")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


def told(url: str, *, sectors: tuple[str, ...] = ("GOV",)) -> tuple[Article, Coding]:
    """Return an article and its coding: Asa met Bo, and thanked Bo."""
    of = article(url=url)
    asa, bo = party(sectors=sectors), party(name="Bo", country="NOR")
    thanks = report(
        of=of,
        actors=(asa,),
        recipients=(bo,),
        event_type="SUPPORT",
        sentence=THANKED,
        trigger=(34, 41),
    )
    met = report(of=of, actors=(asa,), recipients=(bo,))
    return of, coding(of=of, reports=(met, thanks), parties=(asa, bo))


def put(*pairs: tuple[Article, Coding]) -> Stored:
    return store.fn("run", [of for of, _ in pairs], [made for _, made in pairs], [], [])


def test_a_batch_tells_what_is_new_changed_and_unchanged() -> None:
    first, second = told("u1"), told("u2")
    a, b = first[0].id, second[0].id
    assert put(first) == Stored({a: "new"}, reports=2)
    recoded = coding(of=first[0], coder="test-2")
    again = store.fn("run", [first[0], second[0]], [recoded, second[1]], [], [])
    assert again == Stored({a: "changed", b: "new"}, reports=2)
    assert (again.new, again.changed, again.unchanged) == (1, 1, 0)
    third = store.fn("run", [first[0]], [], [], [])
    assert third == Stored({a: "unchanged"}, reports=0)
    assert (third.new, third.changed, third.unchanged) == (0, 0, 1)


def test_an_article_that_could_not_be_coded_is_in_no_state_until_it_is_stored() -> None:
    of, made = told("u1")
    assert store.fn("run", [of], []).states == {}
    put((of, made))
    assert store.fn("run", [article(url="u1", text="Asa left.")], []).states == {of.id: "unchanged"}


def test_storing_the_same_batch_again_changes_no_table() -> None:
    put(told("u1"), told("u2"))
    before = content()
    put(told("u1"), told("u2"))
    assert before.pop("pending_report") == []
    assert content() | before == content()


def test_tables_do_not_depend_on_the_order_of_arrival(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = [told("u1", sectors=("MIL",)), told("u2"), told("u3", sectors=("MIL", "GOV"))]
    found = []
    for number, order in enumerate(permutations(pairs)):
        use_home(monkeypatch, tmp_path / str(number))
        for pair in order:
            put(pair)
        found.append(content())
    assert all(tables == found[0] for tables in found)


def test_where_articles_disagree_on_sectors_most_articles_win() -> None:
    put(told("u1", sectors=("MIL",)), told("u2"), told("u3"))
    with database.working() as connection:
        rows = connection.execute("SELECT sectors FROM party WHERE name = 'Asa'").fetchall()
    assert rows == [(["GOV"],)]


def test_an_article_that_yields_nothing_any_more_leaves_nothing_behind() -> None:
    of, made = told("u1")
    put((of, made))
    put((of, coding(of=of)))
    tables = content()
    filled = {name for name, rows in tables.items() if rows}
    pending = {"pending_identity", "pending_link", "pending_merge", "pending_report"}
    assert filled == {"article", "coding", "migration"} | pending


def test_a_party_stays_while_another_article_tells_of_it() -> None:
    first, second = told("u1"), told("u2")
    put(first, second)
    put((first[0], coding(of=first[0])))
    assert len(content()["party"]) == 2


def test_only_new_text_or_another_coder_needs_coding() -> None:
    of, made = told("u1")
    put((of, made))
    changed, new = article(url="u1", text="Asa left."), article(url="u2")
    assert needs_coding.fn([of], CODER) == ()
    assert needs_coding.fn([changed, new], CODER) == (changed, new)
    assert needs_coding.fn([of], "test-2") == (of,)


def test_a_repeated_key_in_one_batch_is_one_row() -> None:
    of, made = told("u1")
    twice = coding(of=of, reports=made.reports * 2, parties=made.parties * 2)
    loss = Rejection(stage="fetch", subject="u9", reason="gone", detail="u9 is gone.")
    tried = FetchOutcome(url="u9", outcome="rejected", reason="gone")
    store.fn("run", [of, of], [twice, twice], [loss, loss], [tried, tried])
    sizes = {name: len(rows) for name, rows in content().items()}
    assert (sizes["article"], sizes["report"], sizes["party"], sizes["rejection"]) == (1, 2, 2, 1)


def test_a_batch_that_fails_half_way_stores_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    put(told("u1"))
    before = content()

    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("tasks.storing.codings.settle_parties", full)
    with pytest.raises(OSError, match="disk full"):
        put(told("u2"))
    assert content() == before


def test_a_run_keeps_its_diary() -> None:
    run_id = start_run.fn("ingest", "two feeds", [source()])
    finish_run.fn(run_id, {"articles": 3}, "completed")
    with database.working() as connection:
        rows = connection.execute(
            "SELECT kind, label, status, (counts ->> 'articles')::INTEGER FROM run"
            " WHERE finished_at >= started_at"
        ).fetchall()
    assert rows == [("ingest", "two feeds", "completed", 3)]


def test_where_articles_name_a_place_differently_order_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asa = party()
    pairs = []
    for number, name in enumerate(("Kyiv", "Kiev")):
        of = article(url=f"u{number}")
        place = Place(name=name, country="UKR", geonames_id=703448)
        met = report(of=of, actors=(asa,), place=place, place_basis="text")
        pairs.append((of, coding(of=of, reports=(met,), parties=(asa,))))
    found = []
    for number, order in enumerate(permutations(pairs)):
        use_home(monkeypatch, tmp_path / str(number))
        for pair in order:
            put(pair)
        found.append(content())
    assert found[0] == found[1]


def test_a_runs_versions_can_be_read_by_name() -> None:
    start_run.fn("ingest", "two feeds")
    with database.working() as connection:
        rows = connection.execute("SELECT versions ->> 'duckdb' FROM run").fetchall()
    assert rows[0][0]


def fetched(url: str, final_url: str | None = None, **fields: Any) -> FetchOutcome:
    plain: dict[str, Any] = {"outcome": "fetched", "status": 200, "n_bytes": 9}
    return FetchOutcome(url=url, final_url=final_url or url, **(plain | fields))


def lost(stage: Literal["discover", "clean", "extract"], subject: str) -> Rejection:
    return Rejection(stage=stage, subject=subject, reason=f"{stage}_loss", detail="It is lost.")


def diary() -> list[tuple[Any, ...]]:
    with database.working() as connection:
        query = "SELECT run_id, url, outcome, reason FROM fetch_log ORDER BY ALL"
        return connection.execute(query).fetchall()


@pytest.mark.parametrize("stage", ["discover", "clean", "extract"])
@pytest.mark.parametrize("subject", ["short", "long"])
def test_a_page_that_is_lost_after_it_was_fetched_is_rejected_in_the_diary(
    stage: Literal["discover", "clean", "extract"], subject: str
) -> None:
    store.fn("r", [], [], [lost(stage, subject)], [fetched("short", "long"), fetched("other")])
    assert diary() == [
        ("r", "other", "fetched", None),
        ("r", "short", "rejected", f"{stage}_loss"),
    ]


def test_an_article_that_is_lost_under_its_canonical_url_is_a_rejected_page() -> None:
    of, _ = told("canonical")
    page = ReadFrom(article_id=of.id, url="page", body_hash="b")
    store.fn("r", [of], [], [lost("extract", "canonical")], [fetched("page")], read_from=[page])
    assert diary() == [("r", "page", "rejected", "extract_loss")]


def test_two_urls_that_lead_to_one_article_both_say_that_it_was_fetched() -> None:
    of, made = told("page")
    page = ReadFrom(article_id=of.id, url="page", body_hash="b")
    tried = [fetched("a", "page"), fetched("b", "page")]
    store.fn("r", [of], [made], [lost("discover", "page")], tried, read_from=[page])
    assert diary() == [("r", "a", "fetched", None), ("r", "b", "fetched", None)]


def test_a_url_that_is_tried_again_in_the_run_keeps_one_row() -> None:
    late = FetchOutcome(url="a", outcome="rejected", status=503, reason="unavailable")
    store.fn("r", [], [], [], [late])
    store.fn("s", [], [], [], [late])
    store.fn("r", [], [], [], [fetched("a"), fetched("a")])
    assert diary() == [("r", "a", "fetched", None), ("s", "a", "rejected", "unavailable")]


def test_a_later_loss_does_not_hide_why_the_fetch_failed() -> None:
    failed = fetched("a", outcome="rejected", status=404, reason="gone")
    store.fn("r", [], [], [lost("clean", "a")], [failed])
    assert diary() == [("r", "a", "rejected", "gone")]


def test_what_was_lost_and_is_read_now_is_lost_no_more() -> None:
    of, made = told("canonical")
    losses = [lost("clean", url) for url in ("a", "page", "canonical", "feed", "other")]
    store.fn("r", [], [], losses, [])
    page = ReadFrom(article_id=of.id, url="page", body_hash="b")
    store.fn("s", [of], [made], [], [fetched("a", "page"), fetched("feed")], read_from=[page])
    with database.working() as connection:
        assert connection.execute("SELECT subject FROM rejection").fetchall() == [("other",)]


def test_what_was_lost_otherwise_before_is_told_as_it_is_now() -> None:
    failed = Rejection(stage="fetch", subject="a", reason="unavailable", detail="It is lost.")
    store.fn("r", [], [], [failed, lost("discover", "a"), lost("clean", "other")], [])
    store.fn("s", [], [], [lost("clean", "a")], [fetched("a")])
    with database.working() as connection:
        told = connection.execute("SELECT subject, reason FROM rejection ORDER BY ALL").fetchall()
        assert told == [("a", "clean_loss"), ("other", "clean_loss")]
