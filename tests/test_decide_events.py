"""An operator's word on events outranks the rules, outlives a recode, and can be taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tasks.decide_events import decide
from tasks.merge import merge
from tasks.publish import publish
from tasks.records import Count, Place
from tasks.storing.deciding import Decision, NothingToDecide
from tasks.storing.named_events import UnknownEvent, event_known_as
from tasks.summarise import summarise
from tests.builders import article, coding, content, party, report, use_home
from tests.telling import Meeting, Who, ask, put, settle, tell

GUEST, HOST = Who("Ana Ruiz", "PER"), Who("Farrukh Qodirov")
STRANGER = Who("Mariam Keita", "MLI")
LATER = date(2023, 5, 9)

pytestmark = pytest.mark.usefixtures("kept_open")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


def say(decision: Decision, one: str, other: str | None = None, why: str | None = None) -> str:
    said, _ = decide(decision, one, other, why, merge.fn)
    return said


def of(url: str) -> str:
    """Return the report of an article."""
    (row,) = ask(
        "SELECT report.id FROM report JOIN article ON article.id = article_id WHERE url = ?", [url]
    )
    return str(row[0])


def event(url: str) -> str:
    """Return the event of which the report of an article is."""
    (row,) = ask("SELECT event_id FROM event_report WHERE report_id = ?", [of(url)])
    return str(row[0])


def events() -> set[frozenset[str]]:
    """Return the articles of each event."""
    rows = ask(
        "SELECT list(url) FROM event_report JOIN report ON report.id = report_id "
        "JOIN article ON article.id = article_id GROUP BY event_id"
    )
    return {frozenset(urls) for (urls,) in rows}


def are(*groups: str) -> set[frozenset[str]]:
    """Return events given as the letters of their articles: "ab" for a and b in one."""
    return {frozenset(group) for group in groups}


def words() -> list[tuple[str, str, str]]:
    return ask(
        "SELECT decision, one.url, other.url FROM event_decision "
        "JOIN article AS one ON one.id = article_id "
        "JOIN article AS other ON other.id = other_article_id ORDER BY ALL"
    )


def one_event(*urls: str) -> None:
    """Store a meeting that some articles tell of."""
    tell(*(Meeting(url, GUEST, HOST) for url in urls))
    assert events() == are("".join(urls))


def two_events() -> None:
    """Store a meeting that a and b tell of, and another, of which c and d do."""
    other = [Meeting(url, STRANGER, HOST, LATER) for url in "cd"]
    tell(*(Meeting(url, GUEST, HOST) for url in "ab"), *other)
    assert events() == are("ab", "cd")


def test_what_an_operator_merges_is_one_event() -> None:
    two_events()
    said = say("merge", event("a"), event("c"), "the same summit")
    assert "are one event" in said
    assert events() == are("abcd")
    assert event("a") in said
    assert ask("SELECT DISTINCT decision, why FROM event_decision") == [
        ("merge", "the same summit")
    ]


def test_taking_a_merge_back_restores_exactly_what_was() -> None:
    two_events()
    before = content()
    say("merge", event("a"), event("d"))
    assert content() != before
    assert "as the rules have it" in say("split", event("b"))
    assert content() == before


def test_splitting_off_the_only_report_that_was_merged_in_takes_the_merge_back() -> None:
    tell(Meeting("a", GUEST, HOST), Meeting("c", STRANGER, HOST, LATER))
    before = content()
    say("merge", event("a"), event("c"))
    say("split", event("a"), of("c"))
    assert content() == before


def test_a_report_that_is_split_off_is_with_none_of_the_others() -> None:
    one_event("a", "b", "c")
    said = say("split", event("a"), of("b"), "another day")
    assert "apart from the others" in said
    assert events() == are("ac", "b")
    pairs = {frozenset(pair) for _, *pair in words()}
    assert pairs == are("ab", "bc")


def test_taking_a_split_back_restores_exactly_what_was() -> None:
    one_event("a", "b", "c")
    before = content()
    say("split", event("a"), of("b"))
    assert content() != before
    say("merge", of("b"), of("c"))
    assert content() == before


def test_after_every_word_is_taken_back_all_is_as_it_was() -> None:
    two_events()
    before = content()
    say("split", event("a"), of("b"))
    say("merge", event("b"), event("d"))
    assert events() == are("a", "bcd")
    assert [said for said, *_ in words()].count("split") == 1
    say("merge", event("a"), event("c"))
    assert events() == are("abcd")
    say("split", event("a"))
    assert content() == before


def test_a_report_leaves_an_event_into_which_it_was_merged_with_another() -> None:
    two_events()
    say("merge", event("a"), event("c"))
    for url in "abcd":
        if len(ask("SELECT DISTINCT event_id FROM event_report")) > 1:
            break
        say("split", event("a"), of(url))
        assert frozenset(url) in events()


def test_a_merge_takes_along_reports_that_are_like_the_leading_one_alone() -> None:
    undated = [Meeting(url, GUEST, HOST, None) for url in "bc"]
    tell(Meeting("a", GUEST, HOST), Meeting("x", STRANGER, HOST, LATER), *undated)
    whole = next(group for group in events() if "a" in group)
    say("merge", event("a"), event("x"))
    assert whole | {"x"} in events()


def test_decisions_survive_a_recode_that_finds_other_parties() -> None:
    two_events()
    say("merge", event("a"), event("c"))
    before = {url: of(url) for url in "abcd"}
    again = [Meeting(url, STRANGER, Who("Olim Sharifov"), LATER) for url in "cd"]
    put(*(meeting.pair(coder="test-2") for meeting in again))
    settle()
    assert {url for url in "abcd" if of(url) != before[url]} == {"c", "d"}
    assert frozenset("ac") <= next(group for group in events() if "a" in group)
    put(*(Meeting(url, STRANGER, HOST, LATER).pair() for url in "cd"))
    settle()
    assert events() == are("abcd")


def test_a_split_survives_a_recode_and_is_taken_back_after_it() -> None:
    one_event("a", "b")
    say("split", event("a"), of("b"))
    before = of("b")
    renamed = Who("F. Qodirov")
    put(*(Meeting(url, GUEST, renamed).pair(coder="test-2") for url in "ab"))
    settle()
    assert of("b") != before
    assert events() == are("a", "b")
    say("merge", event("a"), event("b"))
    assert words() == []
    kept = content()
    put(*(Meeting(url, GUEST, renamed).pair(coder="test-2") for url in "ab"))
    settle()
    assert events() == are("ab")
    assert content() == kept


def test_a_report_of_another_type_after_a_recode_is_named_by_its_words() -> None:
    asa, bo = party(), party(name="Bo", country="NOR")
    pages = {url: article(url=url, outlet=url) for url in "ab"}

    def told(coder: str, kind: str) -> None:
        for page in pages.values():
            met = report(of=page, actors=(asa,), recipients=(bo,), coder=coder, event_type=kind)
            put((page, coding(of=page, reports=(met,), parties=(asa, bo), coder=coder)))
        settle()

    told("test-1", "CONSULT")
    assert events() == are("ab")
    say("split", event("a"), of("b"))
    told("test-2", "COOPERATE")
    assert events() == are("a", "b")


def test_a_decision_waits_for_a_report_that_is_not_found_now() -> None:
    two_events()
    say("merge", event("a"), event("c"))
    page, made = Meeting("c", STRANGER, HOST, LATER).pair()
    put((page, coding(of=page)))
    settle()
    assert events() == are("abd")
    put((page, made))
    settle()
    assert events() == are("abcd")


def test_decisions_hold_for_later_articles() -> None:
    one_event("a", "b")
    say("split", event("a"), of("b"))
    tell(Meeting("c", GUEST, HOST))
    assert len([group for group in events() if group & {"a", "b"}]) == 2


@pytest.mark.parametrize("kind", ["CONSULT", "AGREE"])
def test_of_two_types_in_the_same_words_the_one_is_decided_on_that_was_named(kind: str) -> None:
    asa, bo = party(), party(name="Bo", country="NOR")
    for url in "ab":
        page = article(url=url, outlet=url)
        both = [
            report(of=page, actors=(asa,), recipients=(bo,), event_type=one)
            for one in ("CONSULT", "AGREE")
        ]
        put((page, coding(of=page, reports=tuple(both), parties=(asa, bo))))
    settle()
    before = content()
    one, other = (str(row[0]) for row in ask("SELECT id FROM report WHERE event_type = ?", [kind]))
    say("split", one, other)
    assert ask("SELECT event_type, n_reports FROM event WHERE n_reports = 1") == [(kind, 1)] * 2
    say("merge", one, other)
    assert content() == before


def test_reports_that_are_told_in_the_same_words_are_not_decided_on() -> None:
    asa, bo, ce = party(), party(name="Bo", country="NOR"), party(name="Minister", country="FIN")
    page = article(url="a")
    met = [report(of=page, actors=(asa,), recipients=(one,)) for one in (bo, ce)]
    put((page, coding(of=page, reports=tuple(met), parties=(asa, bo, ce))))
    tell(Meeting("b", GUEST, HOST))
    before = content()
    second = max(one.id for one in met)
    with pytest.raises(NothingToDecide, match="told in the same words"):
        say("merge", second, event("b"))
    assert content() == before


def test_the_first_letters_of_an_id_are_enough() -> None:
    one_event("a", "b")
    say("split", of("a")[:8], of("b")[:8].upper())
    assert events() == are("a", "b")


@pytest.mark.parametrize(
    ("decision", "one", "other", "said"),
    [
        ("merge", "a", "b", "are one event already"),
        ("split", "a", None, "No decision merged event .* name the report"),
        ("split", "c", "c", "is the only report of event"),
    ],
)
def test_what_is_so_already_is_said(
    decision: Decision, one: str, other: str | None, said: str
) -> None:
    tell(*(Meeting(url, GUEST, HOST) for url in "ab"), Meeting("c", STRANGER, HOST, LATER))
    before = content()
    with pytest.raises(NothingToDecide, match=said):
        say(decision, of(one), of(other) if other else None)
    assert content() == before


def test_an_id_that_is_nobodys_or_too_short_or_of_another_event_is_said() -> None:
    tell(*(Meeting(url, GUEST, HOST) for url in "ab"), Meeting("c", STRANGER, HOST, LATER))
    with pytest.raises(UnknownEvent, match=r"No event or report has an id .*'zzzzzz'"):
        say("merge", "zzzzzz", of("a"))
    with pytest.raises(UnknownEvent, match="at least 6 letters"):
        say("merge", of("a")[:5], of("c"))
    with pytest.raises(UnknownEvent, match="has no report"):
        say("split", event("a"), of("c"))
    with pytest.raises(UnknownEvent, match="has no report"):
        say("split", event("a"), event("a"))


def test_of_several_that_begin_alike_more_is_asked_for() -> None:
    two_events()
    for number, url in enumerate("ac"):
        for table, column in (("event", "id"), ("participant", "event_id")):
            ask(f"UPDATE {table} SET {column} = 'abcdef{number}' WHERE {column} = '{event(url)}'")
        ask(f"UPDATE event_report SET event_id = 'abcdef{number}' WHERE event_id = '{event(url)}'")
    with pytest.raises(UnknownEvent, match="2 ids begin with 'abcdef': abcdef0, abcdef1; give"):
        say("merge", "abcdef", of("a"))


def test_a_report_of_nothing_that_happened_is_of_no_event() -> None:
    page, asa = article(url="a"), party()
    denied = report(of=page, actors=(asa,), realis="negated")
    put((page, coding(of=page, reports=(denied,), parties=(asa,))))
    settle()
    with pytest.raises(UnknownEvent, match="of no event: what it tells of is negated"):
        say("split", denied.id)


OSLO = Place(name="Oslo", country="NOR", geonames_id=3143244)


def test_an_event_is_shown_with_its_reports_disagreements_and_decisions() -> None:
    asa, bo = party(), party(name="Bo", country="NOR")
    two, three = (
        Count(kind="killed", start=0, end=12, words="Minister Asa", least=n, most=n) for n in (2, 3)
    )
    told: dict[str, dict[str, Any]] = {
        "a": {"counts": (two,), "place": OSLO, "place_basis": "text"},
        "b": {"counts": (three,), "event_date": date(2023, 3, 5), "confidence": 0.4},
    }
    for url, fields in told.items():
        page = article(url=url, outlet=url)
        fought = report(of=page, actors=(asa,), recipients=(bo,), event_type="ASSAULT", **fields)
        put((page, coding(of=page, reports=(fought,), parties=(asa, bo))))
    settle()
    if len(events()) == 2:
        say("merge", event("a"), event("b"), "one fight")
    summarise.fn()
    publish.fn()
    shown = event_known_as(of("b")[:10])
    assert shown["id"] == event("a")
    assert (shown["place"], shown["n_reports"]) == ("Oslo", 2)
    assert [one["name"] for one in shown["participants"]] == ["Asa", "Bo"]
    assert {one["id"] for one in shown["reports"]} == {of("a"), of("b")}
    assert {one["trigger"] for one in shown["reports"]} == {"met"}
    assert all(one["reason"] for one in shown["reports"])
    differing = {row["field"]: (row["taken"], len(row["told"])) for row in shown["disagreements"]}
    assert differing == {"date": ("2023-03-04", 2), "killed": (shown_last(), 2)}
    assert [row["why"] for row in shown["decisions"]] == ["one fight"]


def shown_last() -> str:
    """Return the toll of the later report, by id where both are of one day."""
    return "2" if of("a") > of("b") else "3"
