"""What a recode takes on, gives back and tells of itself, stage by stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tasks import database
from tasks.doctor import examine
from tasks.identify import identify
from tasks.merge import merge
from tasks.publish import RecodeUnfinishedError, publish
from tasks.recode import (
    Recode,
    Recoded,
    begin_recode,
    complete_recode,
    store_codings,
    stored_articles,
)
from tasks.records import Article, Coding, Place, Rejection, Report
from tasks.settings import settings
from tasks.store import store
from tasks.summarise import summarise
from tests.builders import CODER, THANKED, article, coding, content, party, report, use_home

NEW = "test-2"
ASA, BO = party(), party(name="Bo", country="NOR")
MARCH, APRIL, MAY = (date(2023, month, 1) for month in (3, 4, 5))
OSLO = Place(name="Oslo", country="NOR", geonames_id=3143244)
HISTORY = {"migration", "recode", "recode_difference"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


def met(of: Article, **fields: Any) -> Report:
    return report(of=of, actors=(ASA,), recipients=(BO,), **fields)


def thanked(of: Article, **fields: Any) -> Report:
    plain: dict[str, Any] = {"event_type": "SUPPORT", "sentence": THANKED, "trigger": (34, 41)}
    return report(of=of, actors=(ASA,), recipients=(BO,), **(plain | fields))


def coded(of: Article, *reports: Report, coder: str = CODER) -> Coding:
    """Return what a coder makes of an article."""
    by = tuple(replace(one, coder=coder) for one in reports)
    parties = tuple(p for p in (ASA, BO) if reports)
    return coding(of=of, reports=by, parties=parties, coder=coder)


def put(*pairs: tuple[Article, Coding]) -> None:
    """Store articles as an ingest does."""
    store.fn("run", [of for of, _ in pairs], [made for _, made in pairs], [], [])
    settle()


def settle() -> None:
    identify.fn()
    merge.fn()
    summarise.fn()


def begun(**days: date) -> Recode:
    found = begin_recode.fn("r1", NEW, **days)
    assert found is not None
    return found


def recode(*codings: Coding) -> list[dict[str, Any]]:
    """Code articles anew from begin to end; return the difference."""
    one = begun()
    store_codings.fn(codings)
    settle()
    return complete_recode.fn(one.id)


def told(rows: Sequence[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in rows]


def kept() -> dict[str, list[str]]:
    """Return all tables but those that remember recodes."""
    return {name: rows for name, rows in content().items() if name not in HISTORY}


def ask(sql: str) -> list[tuple[Any, ...]]:
    with database.working() as connection:
        return connection.execute(sql).fetchall()


CELL = ("month", "event_type", "actor_country", "recipient_country")
EVENTS = ("events_before", "events_after")
REPORTS = ("reports_added", "reports_gone", "reports_changed")


def test_a_recode_makes_the_tables_that_the_new_coder_makes_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = article(url="u1"), article(url="u2")
    new = [coded(one, met(one), coder=NEW), coded(two, thanked(two, place=OSLO), coder=NEW)]
    put((one, coded(one, met(one, place=OSLO), thanked(one))), (two, coded(two, met(two))))
    recode(*new)
    recoded = kept()
    use_home(monkeypatch, tmp_path / "at once")
    put((one, new[0]), (two, new[1]))
    assert recoded == kept()


def test_only_what_another_coder_coded_is_to_be_coded_anew() -> None:
    one, two = article(url="u1"), article(url="u2")
    put((one, coded(one, met(one))), (two, coded(two, met(two), coder=NEW)))
    assert begun() == Recode(id="r1", articles=1, left=1)
    assert stored_articles.fn("r1", NEW) == (one,)


def test_nothing_to_do_leaves_no_trace() -> None:
    of = article()
    put((of, coded(of, met(of), coder=NEW)))
    before = content()
    assert begin_recode.fn("r1", NEW) is None
    assert content() == before


def test_a_second_recode_by_the_same_coder_finds_nothing_to_do() -> None:
    of = article()
    put((of, coded(of, met(of))))
    recode(coded(of, met(of), coder=NEW))
    assert begin_recode.fn("r2", NEW) is None
    assert ask("SELECT id, coder, articles, completed_at >= began_at FROM recode") == [
        ("r1", NEW, 1, True)
    ]


def test_days_bound_what_is_coded_anew_and_undated_articles_are_of_no_day() -> None:
    days = {"a": date(2023, 2, 28), "b": MARCH, "c": date(2023, 3, 31), "d": APRIL, "e": None}
    dated = {url: article(url=url, published_on=day) for url, day in days.items()}
    put(*((of, coded(of)) for of in dated.values()))

    def asked(run: str, **window: date) -> set[str]:
        assert begin_recode.fn(run, NEW, **window)
        return {of.url for of in stored_articles.fn(run, NEW)}

    assert asked("r1", since=MARCH, until=APRIL) == {"b", "c"}
    assert asked("r2", since=MARCH) == {"b", "c", "d"}
    assert asked("r3", until=MARCH) == {"a"}
    assert asked("r4") == {*days}


def test_articles_are_read_in_lots_and_one_that_cannot_be_coded_is_met_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    days = [None, None, date(2023, 3, 4), date(2023, 3, 4), date(2023, 3, 5), date(2023, 3, 9)]
    made = [article(url=f"u{n}", published_on=day) for n, day in enumerate(days)]
    articles = sorted(made, key=lambda of: (of.published_on or date.min, of.id))
    put(*((of, coded(of)) for of in reversed(articles)))
    monkeypatch.setenv("COMMUNIQUE_BATCH_SIZE", "2")
    settings.cache_clear()
    begun()
    met_with: list[Article] = []
    while lot := stored_articles.fn("r1", NEW, met_with[-1] if met_with else None):
        assert len(lot) <= 2
        met_with += lot
        store_codings.fn([coded(lot[0], coder=NEW)])
    assert met_with == articles  # by day
    assert len(stored_articles.fn("r1", NEW)) == 2


def test_a_recode_that_was_killed_goes_on_with_what_is_left_and_tells_the_whole_difference() -> (
    None
):
    one, two = sorted((article(url="u1"), article(url="u2")), key=lambda of: of.id)
    put((one, coded(one, met(one))), (two, coded(two, met(two, event_date=date(2023, 4, 2)))))
    begun()
    store_codings.fn([coded(one, coder=NEW)])
    settle()  # another run came between
    again = begin_recode.fn("r2", NEW)
    assert again == Recode(id="r1", articles=2, left=1)
    assert again.resumed
    assert stored_articles.fn("r1", NEW) == (two,)
    store_codings.fn([coded(two, coder=NEW)])
    settle()
    rows = complete_recode.fn("r1")
    assert set(told(rows, *CELL[:2], *EVENTS)) == {
        (MARCH, "CONSULT", 1, 0),
        (APRIL, "CONSULT", 1, 0),
    }


def test_a_recode_that_another_coder_goes_on_with_tells_the_difference_to_the_first() -> None:
    one, two = sorted((article(url="u1"), article(url="u2")), key=lambda of: of.id)
    put((one, coded(one, met(one))), (two, coded(two)))
    begun()
    store_codings.fn([coded(one, thanked(one), coder=NEW)])
    again = begin_recode.fn("r2", "test-3")
    assert again == Recode(id="r1", articles=2, left=2)
    store_codings.fn([coded(one, met(one), coder="test-3"), coded(two, coder="test-3")])
    settle()
    assert complete_recode.fn("r1") == []
    assert ask("SELECT id, coder FROM recode") == [("r1", "test-3")]


def test_another_recode_of_other_days_has_a_life_of_its_own() -> None:
    one, two = article(url="u1"), article(url="u2", published_on=APRIL)
    put((one, coded(one, met(one))), (two, coded(two, met(two))))
    assert begin_recode.fn("r1", NEW) == Recode(id="r1", articles=2, left=2)
    assert begin_recode.fn("r2", NEW, since=APRIL) == Recode(id="r2", articles=1, left=1)
    store_codings.fn([coded(two, met(two), coder=NEW)])
    settle()
    complete_recode.fn("r2")
    assert begin_recode.fn("r3", NEW) == Recode(id="r1", articles=2, left=1)


def test_the_difference_is_told_by_month_type_and_dyad() -> None:
    one, two = article(url="u1"), article(url="u2")
    put((one, coded(one, met(one), thanked(one))), (two, coded(two)))
    rows = recode(
        coded(one, met(one), coder=NEW),
        coded(two, thanked(two, event_date=date(2023, 4, 2)), coder=NEW),
    )
    assert sorted(told(rows, *CELL, *EVENTS, *REPORTS)) == [
        (MARCH, "SUPPORT", "SWE", "NOR", 1, 0, 0, 1, 0),
        (APRIL, "SUPPORT", "SWE", "NOR", 0, 1, 1, 0, 0),
    ]
    assert [row["examples"][0]["change"] for row in sorted(rows, key=lambda r: r["month"])] == [
        "gone",
        "added",
    ]
    assert rows[0]["examples"][0]["sentence"] == "Asa thanked Bo."


@pytest.mark.parametrize(
    ("fields", "changed"),
    [
        ({"event_date": date(2023, 3, 5)}, "date"),
        ({"date_precision": "month", "event_date": date(2023, 3, 4)}, "date"),
        ({"place": OSLO, "place_basis": "text"}, "place"),
        ({"modes": ("visit",)}, "modes"),
        ({"event_type": "AGREE"}, "type"),
        (
            {"event_type": "AGREE", "event_date": date(2023, 3, 5), "place": OSLO},
            "type, date, place",
        ),
        ({"realis": "negated"}, "realis"),
        ({"trigger": (0, 8), "place": OSLO}, "place"),  # other words of the same sentence
    ],
)
def test_a_report_that_changed_says_of_what(fields: dict[str, Any], changed: str) -> None:
    of = article()
    put((of, coded(of, met(of))))
    rows = recode(coded(of, met(of, **fields), coder=NEW))
    assert {one["changed"] for row in rows for one in row["examples"]} == {changed}
    assert {row["reports_changed"] for row in rows} == {1}
    (before,) = {one["type_before"] for row in rows for one in row["examples"]}
    assert before == "CONSULT"


def test_a_report_of_other_parties_moves_from_dyad_to_dyad() -> None:
    of, other = article(), party(name="Minister", country="FIN", kind="organisation")
    put((of, coded(of, met(of))))
    found = report(of=of, actors=(ASA,), recipients=(other,), coder=NEW)
    rows = recode(coding(of=of, reports=(found,), parties=(ASA, other), coder=NEW))
    assert set(told(rows, *CELL[2:], *EVENTS)) == {
        ("SWE", "NOR", 1, 0),
        ("SWE", "FIN", 0, 1),
    }
    assert {one["changed"] for row in rows for one in row["examples"]} == {"parties"}


def test_what_only_became_surer_is_no_difference() -> None:
    of = article()
    put((of, coded(of, met(of))))
    assert recode(coded(of, met(of, confidence=0.9), coder=NEW)) == []


def test_events_in_no_month_and_of_one_party_have_a_row_too() -> None:
    of = article()
    undated: dict[str, Any] = {"event_date": None, "date_precision": "unknown", "date_basis": None}
    alone = report(of=of, actors=(ASA,), event_type="PROTEST", **undated)
    put((of, coded(of, alone)))
    rows = recode(coded(of, coder=NEW))
    assert told(rows, *CELL, *EVENTS) == [(None, "PROTEST", "SWE", None, 1, 0)]


def test_a_meeting_without_a_host_is_in_both_dyads() -> None:
    of = article()
    put((of, coded(of, report(of=of, actors=(ASA, BO)))))
    rows = recode(coded(of, coder=NEW))
    assert set(told(rows, *CELL[2:], *EVENTS)) == {("SWE", "NOR", 1, 0), ("NOR", "SWE", 1, 0)}


def test_examples_are_few_and_counts_whole() -> None:
    articles = [article(url=f"u{n}") for n in range(5)]
    put(*((of, coded(of, met(of))) for of in articles))
    (row,) = recode(*(coded(of, coder=NEW) for of in articles))
    assert told([row], *EVENTS, *REPORTS) == [(1, 0, 0, 5, 0)]
    assert len(row["examples"]) == 2


def test_an_article_that_says_something_else_meanwhile_is_no_doing_of_the_coder() -> None:
    of, after = article(), article(text="Asa went home.")
    put((of, coded(of, met(of))))
    one = begun()
    late = coded(of, thanked(of), coder=NEW)
    put((after, coded(after, coder=NEW)))
    assert store_codings.fn([late]) == Recoded(articles=0, reports=0)
    settle()
    assert ask("SELECT count(*) FROM report") == [(0,)]
    assert complete_recode.fn(one.id) == []


def test_an_article_that_comes_in_meanwhile_is_no_difference() -> None:
    of, new = article(url="u1"), article(url="u2")
    put((of, coded(of, met(of))))
    one = begun()
    put((new, coded(new, thanked(new), coder=NEW)))
    store_codings.fn([coded(of, met(of), coder=NEW)])
    settle()
    assert complete_recode.fn(one.id) == []


def test_what_cannot_be_coded_keeps_what_it_has_and_is_lost_until_it_can() -> None:
    of = article()
    put((of, coded(of, met(of))))
    begun()
    loss = Rejection(stage="extract", subject=of.url, reason="failed", detail="It failed.")
    fetch = Rejection(stage="fetch", subject=of.url, reason="http_404", detail="It is gone.")
    store.fn("run", [], [], [fetch])
    store_codings.fn([], [loss, loss])
    assert ask("SELECT count(*) FROM report") == [(1,)]
    assert ask("SELECT stage FROM rejection ORDER BY stage") == [("extract",), ("fetch",)]
    store_codings.fn([coded(of, coder=NEW)])
    assert ask("SELECT stage FROM rejection") == [("fetch",)]


def test_articles_and_their_versions_are_left_alone() -> None:
    of = article()
    put((of, coded(of, met(of))))
    with database.working() as connection:  # as of a version that hashed fewer fields
        connection.execute("UPDATE article SET text_hash = 'old'")
    before = ask("FROM article")
    recode(coded(of, coder=NEW))
    assert ask("FROM article") == before
    assert ask("FROM article_version") == []


def test_at_the_end_only_the_difference_is_remembered() -> None:
    of = article()
    put((of, coded(of, met(of))))
    recode(coded(of, coder=NEW))
    for table in ("recode_article", "recode_event", "recode_report"):
        assert ask(f"FROM {table}") == []
    assert ask(
        "SELECT recode_id, month, difference, examples[1].sentence FROM recode_differences"
    ) == [("r1", MARCH, -1, "Minister Asa met Minister Bo.")]


def test_an_end_that_fails_half_way_can_be_done_again(monkeypatch: pytest.MonkeyPatch) -> None:
    of = article()
    put((of, coded(of, met(of))))
    one = begun()
    store_codings.fn([coded(of, coder=NEW)])
    settle()
    before = content()

    def full(*_: object) -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr("tasks.recode.database.delete", full)
        with pytest.raises(OSError, match="disk full"):
            complete_recode.fn(one.id)
    assert content() == before
    assert len(complete_recode.fn(one.id)) == 1


def half_done(**days: date) -> tuple[Article, Article]:
    """Leave a recode of two articles after its first; the earlier coding is published."""
    one, two = sorted((article(url="u1"), article(url="u2")), key=lambda of: of.id)
    put((one, coded(one, met(one))), (two, coded(two, met(two))))
    publish.fn()
    begun(**days)
    store_codings.fn([coded(one, thanked(one), coder=NEW)])
    settle()  # another run came between
    return one, two


def published() -> list[tuple[Any, ...]]:
    return database.query("SELECT event_type, n_articles FROM event").rows


def test_the_earlier_coding_stays_published_until_the_new_one_is_complete() -> None:
    _, two = half_done()
    with pytest.raises(RecodeUnfinishedError) as error:
        publish.fn()
    said = str(error.value)
    assert "\n" not in said
    assert str(settings().snapshot_file) in said
    assert "coded 1 of 2 articles anew" in said
    assert said.endswith("complete it with `communique recode`.")
    assert published() == [("CONSULT", 2)]
    store_codings.fn([coded(two, thanked(two), coder=NEW)])
    settle()
    complete_recode.fn("r1")
    publish.fn()
    assert published() == [("SUPPORT", 2)]


def test_what_comes_in_during_a_recode_is_stored_and_published_with_it() -> None:
    _, two = half_done()
    new = article(url="u3")
    put((new, coded(new, met(new), coder=NEW)))
    with pytest.raises(RecodeUnfinishedError):
        publish.fn()
    assert ask("SELECT count(*) FROM article") == [(3,)]
    store_codings.fn([coded(two, thanked(two), coder=NEW)])
    settle()
    complete_recode.fn("r1")
    publish.fn()
    assert sorted(published()) == [("CONSULT", 1), ("SUPPORT", 2)]


@pytest.mark.parametrize(
    ("days", "command"),
    [
        ({"since": MARCH}, "`communique recode --since 2023-03-01`"),
        ({"until": APRIL}, "`communique recode --until 2023-04-01`"),
        (
            {"since": MARCH, "until": APRIL},
            "`communique recode --since 2023-03-01 --until 2023-04-01`",
        ),
    ],
)
def test_the_command_that_completes_a_recode_names_its_days(
    days: dict[str, date], command: str
) -> None:
    half_done(**days)
    with pytest.raises(RecodeUnfinishedError, match=command):
        publish.fn()
    (found,) = [one for one in examine().findings if one.where == "recode"]
    assert found.wrong
    assert "waits for 1 of 2 articles" in found.what
    assert found.todo == f"complete it: run {command}"


def test_a_recode_that_changed_nothing_yet_or_all_stops_no_publish() -> None:
    one, two = article(url="u1"), article(url="u2")
    put((one, coded(one, met(one))), (two, coded(two, met(two))))
    begun()
    publish.fn()
    store_codings.fn([coded(of, thanked(of), coder=NEW) for of in (one, two)])
    settle()
    publish.fn()
    assert published() == [("SUPPORT", 2)]
    assert [one for one in examine().findings if one.where == "recode"] == []


def test_an_article_with_another_text_is_no_half_of_a_recode() -> None:
    one, two = article(url="u1"), article(url="u2")
    put((one, coded(one, met(one))), (two, coded(two, met(two))))
    begun()
    after = article(url="u1", text="Asa went home.")
    put((after, coded(after, coder=NEW)))
    publish.fn()
    assert published() == [("CONSULT", 1)]


def test_what_cannot_be_coded_is_published_with_its_earlier_coding_at_the_end() -> None:
    half_done()
    complete_recode.fn("r1")
    publish.fn()
    assert sorted(published()) == [("CONSULT", 1), ("SUPPORT", 1)]
