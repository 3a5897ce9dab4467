"""What the views count once, twice and not at all, where one plain meeting does not show it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tasks import database
from tasks.merge import merge
from tasks.records import Article, FetchOutcome, Page, Party, ReadFrom, Rejection, Source
from tasks.store import keep_pages, start_run, store
from tasks.summarise import summarise
from tests.builders import article, coding, party, report, source, use_home

ASA, BO = party(), party(name="Bo", country="NOR")
MARCH = date(2023, 3, 1)
COUNTS = "actor_country, recipient_country, month, events"


def minister(country: str | None) -> Party:
    """Return a third party that the text names."""
    return party(name="Minister", country=country, kind="organisation")


pytestmark = pytest.mark.usefixtures("kept_open")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


def told(
    actors: tuple[Party, ...], recipients: tuple[Party, ...] = (), url: str = "u1", **fields: Any
) -> None:
    """Store an article with one report."""
    of = article(url=url)
    one = report(of=of, actors=actors, recipients=recipients, **fields)
    made = coding(of=of, reports=(one,), parties=tuple({*actors, *recipients}))
    store.fn("run", [of], [made], [], [])


def read(of: Article, *, at: str | None = None, body: str = "b1") -> None:
    """Store an article that nobody acts in, as read from a page."""
    page = ReadFrom(article_id=of.id, url=at or of.url, body_hash=body)
    store.fn("run", [of], [coding(of=of)], [], [], read_from=[page])


def operator(country: str, trust: float, location: str = "Example 1") -> Source:
    """Return what the operator knows of the outlet of all articles here."""
    return source(location=location, outlet="Example", country=country, trust=trust)


def absent(url: str) -> FetchOutcome:
    return FetchOutcome(url=url, outcome="rejected", status=404, reason="bad_status")


def came(url: str, final_url: str | None) -> FetchOutcome:
    return FetchOutcome(
        url=url, outcome="fetched", final_url=final_url, status=200, n_bytes=9, elapsed_ms=5
    )


def ask(sql: str) -> list[tuple[Any, ...]]:
    """Merge and summarise what was told, then run a query."""
    merge.fn()
    summarise.fn()
    with database.working() as connection:
        return connection.execute(sql).fetchall()


def view(name: str, columns: str) -> list[tuple[Any, ...]]:
    return ask(f"SELECT {columns} FROM {name} ORDER BY ALL")


def test_a_meeting_without_host_counts_both_ways() -> None:
    told((ASA, BO))
    assert view("dyad_month", COUNTS) == [("NOR", "SWE", MARCH, 1), ("SWE", "NOR", MARCH, 1)]


def test_guests_of_one_host_act_on_the_host_and_not_on_each_other() -> None:
    told((ASA, minister("FIN")), (BO,))
    assert view("dyad_month", COUNTS) == [("FIN", "NOR", MARCH, 1), ("SWE", "NOR", MARCH, 1)]


def test_a_meeting_of_compatriots_is_no_dyad() -> None:
    told((ASA,), (minister("SWE"),))
    assert view("dyad_month", COUNTS) == []


def test_two_actors_of_one_country_are_one_event_of_the_country() -> None:
    told((ASA, minister("SWE")), (BO,))
    assert view("country_month", "country, events, reports") == [("SWE", 1, 1)]
    assert view("dyad_month", COUNTS) == [("SWE", "NOR", MARCH, 1)]
    assert view("actor_month", "party, events") == [("Asa", 1), ("Minister", 1)]


def test_an_actor_without_country_is_in_no_country_month() -> None:
    told((minister(None),), (BO,))
    assert view("country_month", "country") == []
    assert view("actor_month", "party, country") == [("Minister", None)]


def test_an_event_with_two_recipients_counts_toward_the_first() -> None:
    told((ASA,), (BO, minister("AUT")))
    assert view("actor_month", "top_recipient") == [("NOR",)]
    assert view("country_month", "top_recipient") == [("NOR",)]


@pytest.mark.parametrize(
    ("precision", "months"),
    [("day", [(MARCH,)]), ("week", [(MARCH,)]), ("month", [(MARCH,)]), ("year", [])],
)
def test_an_event_is_in_a_month_only_where_its_date_says_which(
    precision: str, months: list[tuple[date]]
) -> None:
    told((ASA,), (BO,), event_date=MARCH, date_precision=precision)
    for name in ("actor_month", "country_month", "dyad_month", "event_type_month"):
        assert view(name, "month") == months, name


def test_an_outlet_that_tells_of_two_events_is_one_outlet() -> None:
    told((ASA,), (BO,))
    told((ASA,), (BO,), url="u2", event_type="AID")
    for name in ("actor_month", "country_month", "dyad_month"):
        assert view(name, "events, outlets") == [(2, 1)], name


def test_the_mean_score_is_the_mean_over_events_not_reports() -> None:
    told((ASA,), (BO,))
    told((ASA,), (BO,), url="u2")
    told((ASA,), (BO,), url="u3", event_type="ASSAULT")
    ((expected,),) = ask("SELECT round(avg(plover_score), 2) FROM event")
    assert view("actor_month", "events, reports, mean_score") == [(2, 3, expected)]


def test_event_ids_open_down_to_the_sentences() -> None:
    told((ASA,), (BO,))
    told((ASA,), (BO,), url="u2")
    rows = ask(
        "SELECT url FROM event_evidence JOIN actor_month"
        " ON list_contains(actor_month.event_ids, event_evidence.event_id) ORDER BY url"
    )
    assert rows == [("u1",), ("u2",)]


def test_the_latest_event_comes_first() -> None:
    told((ASA,), (BO,), event_date=date(2023, 3, 3))
    told((ASA,), (BO,), url="u2", event_date=date(2023, 3, 5))
    told((ASA,), (BO,), url="u3")
    days = ask("SELECT day(event_date) FROM latest_events")
    assert days == [(5,), (4,), (3,)]


def test_an_article_without_day_is_covered_under_no_month() -> None:
    of = article(published_on=None, published_basis=None)
    store.fn("run", [of], [coding(of=of)], [], [])
    assert view("source_month", "outlet, month, articles") == [("Example", None, 1)]


def test_coverage_says_what_is_copied_corrected_gone_and_undated() -> None:
    start_run.fn("ingest", "one", [operator("SWE", 0.9), operator("SWE", 0.4, "Example 2")])
    for number in range(4):
        read(article(url=f"u{number}"))
    read(article(url="u4", published_on=None, published_basis=None))
    read(article(url="u0", title="Talks fail"), body="b2")
    read(article(url="u0", title="Talks go on"), body="b3")
    read(article(url="u1", section="Politics"))
    store.fn("r", [], [], [], [absent("u1"), absent("u2")])
    with database.working() as connection:
        told = [connection.execute("SELECT id FROM article").fetchall()[0][0]]
        connection.execute("UPDATE article SET near_duplicate_of = ? WHERE url = 'u3'", told)
    columns = "outlet, country, trust, month, articles, near_duplicates, corrected, gone"
    assert view("source_month", columns + ", undated_share") == [
        ("Example", "SWE", 0.4, MARCH, 4, 1, 1, 2, 0.2),
        ("Example", "SWE", 0.4, None, 1, 0, 0, 0, 0.2),
    ]


def test_an_outlet_of_which_the_operator_said_nothing_is_covered_too() -> None:
    start_run.fn("ingest", "one", [source()])
    read(article())
    assert view("source_month", "outlet, country, trust, articles") == [("Example", None, None, 1)]


def test_each_correction_is_told_with_what_replaced_it() -> None:
    for number, title in enumerate(("Talks", "Talks fail", "Talks go on")):
        read(article(title=title, text="Asa" * (number + 1)), body=f"b{number}")
    columns = "version, old_title, new_title, old_length, new_length, cause"
    assert view("corrections", columns) == [
        (1, "Talks", "Talks fail", 3, 6, "page"),
        (2, "Talks fail", "Talks go on", 6, 9, "page"),
    ]
    ordered = ask("SELECT version FROM corrections ORDER BY replaced_at")
    assert ordered == [(1,), (2,)]


def test_the_example_tells_corrections_and_removals_but_not_our_own_changes() -> None:
    for url in ("u1", "u2", "u3"):
        read(article(url=url))
    read(article(url="u1", title="Talks fail"), body="b2")
    read(article(url="u2", title="Talks: more"))
    store.fn("r", [], [], [], [absent("u3")])
    example = (database.SQL / "examples" / "corrections.sql").read_text(encoding="utf-8")
    found = [(row[1], *row[3:]) for row in ask(example)]
    assert found == [
        ("removed", "Talks", None, None, "u3"),
        ("corrected", "Talks", "Talks fail", 0, "u1"),
    ]


def test_a_fetch_is_told_with_its_run_and_outlet() -> None:
    run = start_run.fn("ingest", "two feeds", [source(location="feed", outlet="Feeder")])
    page = Page(url="listed", body=b"A", media_type="text/html", outlet="Lister")
    keep_pages.fn([page])
    read(article(url="u1"), at="long")
    read(article(url="u1b"), at="long")
    ways = {"feed": "feed", "short": "long", "listed": None, "unknown": None}
    store.fn(run, [], [], [], [came(url, final_url) for url, final_url in ways.items()])
    columns = "kind, label, url, final_url, outlet, outcome, status, bytes, ms"
    told = ("ingest", "two feeds")
    assert view('"fetch"', columns) == [
        (*told, "feed", "feed", "Feeder", "fetched", 200, 9, 5),
        (*told, "listed", None, "Lister", "fetched", 200, 9, 5),
        (*told, "short", "long", "Example", "fetched", 200, 9, 5),
        (*told, "unknown", None, None, "fetched", 200, 9, 5),
    ]


def test_a_gap_in_the_versions_is_found_wherever_it_is() -> None:
    for title in ("Talks", "Talks fail", "Talks go on"):
        read(article(title=title))
    query = (database.SQL / "checks" / "version_gap.sql").read_text(encoding="utf-8")
    assert ask(query) == []
    for wrong in (
        "DELETE FROM article_version WHERE version = 1",
        "DELETE FROM article_version WHERE version = 2",
        "DELETE FROM article_version",
        "UPDATE article_version SET version = version + 1",
        "UPDATE article SET version = 2",
        "DELETE FROM article",
    ):
        with database.working() as connection:
            connection.execute("BEGIN")
            connection.execute(wrong)
            assert connection.execute(query).fetchall(), wrong
            connection.execute("ROLLBACK")


def test_a_copy_of_an_article_that_is_missing_is_found() -> None:
    read(article())
    query = (database.SQL / "checks" / "near_duplicate_wrong.sql").read_text(encoding="utf-8")
    assert ask(query) == []
    with database.working() as connection:
        connection.execute("UPDATE article SET near_duplicate_of = 'nowhere'")
    with database.working() as connection:
        assert len(connection.execute(query).fetchall()) == 1


def test_losses_are_counted_by_stage_and_reason() -> None:
    losses = [
        Rejection(stage="fetch", subject="u2", reason="gone", detail="u2 is gone."),
        Rejection(stage="fetch", subject="u1", reason="gone", detail="u1 is gone."),
        Rejection(stage="discover", subject="u3", reason="gone", detail="u3 is gone."),
    ]
    store.fn("run", [], [], losses, [])
    columns = "stage, reason, losses, example"
    assert view("rejection_reasons", columns) == [
        ("discover", "gone", 1, "u3"),
        ("fetch", "gone", 2, "u1"),
    ]


def test_a_party_on_both_sides_takes_part_in_one_event() -> None:
    told((minister(None),), (minister(None),))
    assert view("unresolved_parties", "name, events, len(event_ids)") == [("Minister", 1, 1)]


def test_a_view_that_is_no_longer_ours_is_gone() -> None:
    with database.working() as connection:
        connection.execute("CREATE VIEW outdated AS SELECT 1")
    names = ask("SELECT view_name FROM duckdb_views() WHERE NOT internal")
    assert {name for (name,) in names} == {path.stem for path in database.sql_files("views")}
