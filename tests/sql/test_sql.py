"""Views on given rows, checks that can fail, and examples that answer."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tasks import database
from tasks.merge import merge
from tasks.records import Article, Count, Party, Quote, Report
from tasks.settings import settings
from tasks.store import store
from tasks.summarise import summarise
from tests.builders import THANKED, article, coding, party, report, use_home

ASA, BO = party(), party(name="Bo", country="NOR")
MARCH, APRIL = date(2023, 3, 1), date(2023, 4, 1)
KILLED = Count(kind="killed", start=0, end=12, words="Minister Asa", least=1, most=1)
BREAKS = {
    "article_page_orphan": "INSERT INTO article_page VALUES ('x', 'u1', 'b', 't', NULL)",
    "chain_text_differs": "UPDATE report_party SET chain = "
    "[{'text': 'nobody', 'start': 0, 'end': 6}]",
    "count_text_differs": "UPDATE report_count SET mention_start = mention_start + 1",
    "count_wrong": "UPDATE report_count SET most = 0",
    "date_without_basis": "UPDATE report SET date_basis = NULL",
    "date_guessed": "UPDATE article SET published_on = NULL; "
    "UPDATE report SET date_basis = 'publication'",
    "day_differs": "UPDATE report_party SET told_on = DATE '2020-01-01'",
    "event_without_participant": "DELETE FROM participant",
    "event_without_report": "DELETE FROM event_report",
    "identity_pending": "INSERT INTO identity VALUES "
    "('x', 'x', 'itself', NULL, [], [], 'test', 'memory')",
    "identity_wrong": "INSERT INTO identity VALUES "
    "('x', 'y', 'same name', NULL, [], [], 'test', NULL)",
    "link_orphan": "DELETE FROM report",
    "mention_text_differs": "UPDATE report_party SET mention_start = mention_start + 1",
    "merge_pending": "INSERT INTO pending_merge VALUES ('x')",
    "near_duplicate_wrong": "UPDATE article SET near_duplicate_of = id",
    "offset_outside_text": "UPDATE report SET trigger_end = sentence_end + 1",
    "participant_orphan": "DELETE FROM event",
    "out_of_range": "UPDATE event SET confidence = 2",
    "participant_told": "INSERT INTO identity "
    "SELECT DISTINCT party_id, 'y', 'same name', NULL, [], [], 'test', NULL FROM participant",
    "party_missing": "DELETE FROM party",
    "party_unused": "DELETE FROM article_party",
    "place_missing": "UPDATE report SET place_id = 'nowhere'",
    "quote_outside_text": "UPDATE quote SET speaker_end = 999",
    "quote_without_basis": "UPDATE quote SET basis = NULL",
    "report_party_orphan": "DELETE FROM report",
    "report_without_article": "DELETE FROM article",
    "report_without_event": "DELETE FROM event_report",
    "row_doubled": "INSERT INTO participant FROM participant",
    "telling_wrong": "UPDATE party_name SET articles = 2",
    "undated_in_a_month": "UPDATE event SET event_date = NULL",
    "unreal_event": "UPDATE report SET realis = 'negated'",
    "version_gap": "UPDATE article SET version = 2",
    "wrong_counts": "UPDATE event SET n_reports = 9",
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a working file with one meeting in it, merged and summarised."""
    with pytest.MonkeyPatch.context() as patch:
        use_home(patch, tmp_path_factory.mktemp("good"))
        told("u1", counts=(KILLED,))
        view("event_evidence")
        return settings().working_file


def told(url: str, *, swapped: bool = False, **fields: Any) -> Report:
    """Store an article that says Asa met Bo, or Bo Asa; return the report."""
    of = article(url=url, outlet=fields.pop("outlet", "Example"))
    sides = (BO, ASA) if swapped else (ASA, BO)
    met = report(of=of, actors=sides[:1], recipients=sides[1:], **fields)
    made = coding(of=of, reports=(met,), parties=(ASA, BO), quotes=(said(of, ASA),))
    store.fn("run", [of], [made], [], [])
    return met


def said(of: Article, speaker: Party | None) -> Quote:
    """Return "Asa thanked Bo." as words that somebody, named first, says."""
    party_id = speaker.id if speaker else None
    return Quote(
        article_id=of.id,
        start=30,
        end=45,
        party_id=party_id,
        speaker_start=9,
        speaker_end=12,
        verb="meet",
        verb_start=13,
        verb_end=16,
        basis="text" if speaker else None,
    )


def view(name: str, columns: str = "*") -> list[tuple[Any, ...]]:
    merge.fn()
    summarise.fn()
    with database.working() as connection:
        return connection.execute(f"SELECT {columns} FROM {name} ORDER BY ALL").fetchall()


def test_actor_month_counts_an_event_once_with_its_reports_and_outlets() -> None:
    told("u1")
    told("u2", outlet="Other")
    columns = "party, country, month, events, reports, outlets, verbal_cooperation, top_recipient"
    assert view("actor_month", columns) == [("Asa", "SWE", MARCH, 1, 2, 2, 1, "NOR")]


def test_months_are_apart_and_classes_are_counted_apart() -> None:
    told("u1")
    told("u2", event_type="ASSAULT", event_date=date(2023, 4, 30))
    columns = "month, events, verbal_cooperation, material_conflict"
    assert view("actor_month", columns) == [(MARCH, 1, 1, 0), (APRIL, 1, 0, 1)]


def test_a_dyad_has_a_direction() -> None:
    told("u1", event_type="SUPPORT")
    told("u2", event_type="SUPPORT", swapped=True)
    columns = "actor_country, recipient_country, month, events"
    assert view("dyad_month", columns) == [("NOR", "SWE", MARCH, 1), ("SWE", "NOR", MARCH, 1)]


def test_country_and_type_months_add_up() -> None:
    told("u1")
    told("u2", event_date=date(2023, 3, 9))
    assert view("country_month", "country, month, events") == [("SWE", MARCH, 2)]
    assert view("event_type_month", "event_type, month, events") == [("CONSULT", MARCH, 2)]


@pytest.mark.parametrize("realis", ["future", "historical", "negated", "hypothetical"])
def test_only_what_happened_is_in_a_month(realis: str) -> None:
    told("u1", realis=realis)
    assert view("actor_month") == view("dyad_month") == view("event_type_month") == []


def test_an_undated_event_is_listed_and_in_no_month() -> None:
    told("u1", event_date=None, date_precision="unknown", date_basis=None)
    assert view("undated_events", "event_type, sentence") == [
        ("CONSULT", "Minister Asa met Minister Bo.")
    ]
    assert view("actor_month") == []


def test_coverage_counts_articles_without_reports_too() -> None:
    told("u1")
    silent = article(url="u2")
    store.fn("run", [silent], [coding(of=silent)], [], [])
    columns = "outlet, month, articles, articles_with_reports, reports"
    assert view("source_month", columns) == [("Example", MARCH, 2, 1, 1)]


def test_evidence_shows_the_words_themselves() -> None:
    told("u1", event_type="SUPPORT", sentence=THANKED, trigger=(34, 41))
    assert view("event_evidence", "sentence, trigger_text, url, actors, recipients") == [
        ("Asa thanked Bo.", "thanked", "u1", ["Asa"], ["Bo"])
    ]


def test_the_latest_event_comes_with_its_surest_sentence() -> None:
    told("u1", confidence=0.2)
    told("u2", confidence=0.9)
    assert view("latest_events", "event_date, n_reports, url") == [(date(2023, 3, 4), 2, "u2")]


def test_a_participant_without_country_is_listed() -> None:
    of, nobody = article(), party(country=None)
    met = report(of=of, actors=(nobody,))
    store.fn("run", [of], [coding(of=of, reports=(met,), parties=(nobody,))], [], [])
    assert view("unresolved_parties", "name, events") == [("Asa", 1)]


def test_a_quote_is_listed_with_its_speaker_or_without() -> None:
    told("u1")
    of = article(url="u2")
    store.fn("run", [of], [coding(of=of, quotes=(said(of, None),))], [], [])
    columns = "url, party, country, words, speaker, verb, basis"
    assert view("quotes_by_party", columns) == [
        ("u1", "Asa", "SWE", "Asa thanked Bo.", "Asa", "meet", "text"),
        ("u2", None, None, "Asa thanked Bo.", "Asa", "meet", None),
    ]


def test_an_event_tells_how_its_reports_count() -> None:
    two = Count(kind="killed", start=17, end=28, words="Minister Bo", least=2, most=None)
    told("u1", counts=(KILLED,))
    told("u2", counts=(KILLED, two))
    columns = "kind, reports, lowest_least, highest_least, highest_most"
    assert view("event_counts", columns) == [("killed", 2, 1, 3, None)]


def test_every_check_has_a_case_that_it_catches() -> None:
    assert {path.stem for path in database.sql_files("checks")} == BREAKS.keys()


@pytest.mark.parametrize("check", BREAKS)
def test_a_check_returns_rows_only_when_the_tables_are_wrong(check: str, good: Path) -> None:
    query = (database.SQL / "checks" / f"{check}.sql").read_text(encoding="utf-8")
    with database.working(good) as connection:
        assert connection.execute(query).fetchall() == []
        connection.execute("BEGIN")
        connection.execute(BREAKS[check])
        assert connection.execute(query).fetchall() != []
        connection.execute("ROLLBACK")


def test_a_failed_check_is_named_with_its_rows() -> None:
    told("u1")
    with pytest.raises(database.ChecksFailed, match="merge_pending"):
        summarise.fn()


@pytest.mark.parametrize("example", [path.stem for path in database.sql_files("examples")])
def test_an_example_answers(example: str, good: Path) -> None:
    query = (database.SQL / "examples" / f"{example}.sql").read_text(encoding="utf-8")
    with database.working(good) as connection:
        assert connection.execute(query).description
