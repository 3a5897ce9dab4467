"""An operator's word on parties outranks the rules, outlives a recode, and can be taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tasks.decide import UnknownParty, decide, party_known_as
from tasks.identify import identify
from tasks.publish import publish
from tasks.storing.deciding import Decision, NothingToDecide
from tasks.summarise import summarise
from tests.builders import content, use_home
from tests.telling import Meeting, Who, ask, put, same, settle, tell

GUEST = Who("Ana Ruiz", "PER")
QODIROV, KODIROV = Who("Farrukh Qodirov"), Who("Farrukh Kodirov")
ZIMIN, BECK = Who("Oleg Zimin", "KAZ"), Who("Anton Becker", "KAZ")


pytestmark = pytest.mark.usefixtures("kept_open")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


def say(decision: Decision, one: str, other: str | None = None, why: str | None = None) -> str:
    said = decide(decision, one, other, why, identify.fn)
    settle()
    return said


def two() -> None:
    """Store two people whom nothing connects."""
    tell(Meeting("a", ZIMIN, GUEST), Meeting("b", BECK, GUEST))


def spelt() -> None:
    """Store a person whom two articles spell in two ways."""
    tell(Meeting("a", QODIROV, GUEST), Meeting("b", KODIROV, GUEST))


def test_what_an_operator_merges_is_one_party_in_one_event() -> None:
    two()
    assert "are one party" in say("merge", "Oleg Zimin", "anton becker", "his pen name")
    assert len(same()) == 1
    assert ask("SELECT n_reports FROM event") == [(2,)]
    assert ask("SELECT party_name, other_name, why FROM identity_decision") == [
        ("Oleg Zimin", "Anton Becker", "his pen name")
    ]


def test_taking_a_merge_back_restores_exactly_what_was() -> None:
    two()
    before = content()
    say("merge", "Oleg Zimin", "Anton Becker")
    assert content() != before
    say("split", "Anton Becker", "Oleg Zimin")
    assert content() == before


def test_taking_a_split_back_restores_exactly_what_was() -> None:
    spelt()
    before = content()
    assert "are two parties" in say("split", "Farrukh Qodirov", "Farrukh Kodirov")
    assert same() == {}
    assert ask("SELECT n_reports FROM event") == [(1,), (1,)]
    say("merge", "Farrukh Qodirov", "Farrukh Kodirov")
    assert content() == before


def test_a_party_that_is_split_off_alone_stays_alone() -> None:
    spelt()
    before = content()
    assert "a party of its own" in say("split", "Farrukh Kodirov")
    tell(Meeting("c", Who("Farrux Qodirov"), GUEST))
    assert "Farrukh Kodirov" not in {*same(), *same().values()}
    put(Meeting("c", GUEST, GUEST).pair())
    settle()
    say("merge", "Farrukh Kodirov", "Farrukh Qodirov")
    assert same().keys() | {*same().values()} == {"Farrukh Kodirov", "Farrukh Qodirov"}
    assert content()["identity_decision"] == before["identity_decision"] == []


def test_decisions_survive_a_recode() -> None:
    two()
    say("merge", "Oleg Zimin", "Anton Becker")
    before = same()
    put(
        *(Meeting(url, who, GUEST).pair(coder="test-2") for url, who in (("a", ZIMIN), ("b", BECK)))
    )
    settle()
    assert same() == before


def test_a_decision_waits_for_a_party_that_no_article_tells_of_now() -> None:
    two()
    say("merge", "Oleg Zimin", "Anton Becker")
    put(Meeting("b", GUEST, GUEST).pair())
    settle()
    assert same() == {}
    tell(Meeting("b", BECK, GUEST))
    assert len(same()) == 1


def test_decisions_hold_for_later_articles() -> None:
    spelt()
    say("split", "Farrukh Qodirov", "Farrukh Kodirov")
    tell(Meeting("c", QODIROV, GUEST, date(2023, 6, 1)))
    assert same() == {}


def test_an_id_names_a_party_too() -> None:
    two()
    say("merge", ZIMIN.party.id, BECK.party.id)
    assert len(same()) == 1


@pytest.mark.parametrize(
    ("decision", "one", "other", "said"),
    [
        ("merge", "Farrukh Qodirov", "Farrukh Kodirov", "one party already"),
        ("split", "Farrukh Qodirov", "Ana Ruiz", "two parties already"),
        ("split", "Ana Ruiz", None, "nothing to split"),
        ("split", "Ana Ruiz", "Ana Ruiz", "name two parties"),
    ],
)
def test_what_is_so_already_is_said(
    decision: Decision, one: str, other: str | None, said: str
) -> None:
    spelt()
    before = content()
    with pytest.raises(NothingToDecide, match=said):
        say(decision, one, other)
    assert content() == before


def test_an_unknown_name_is_said() -> None:
    two()
    with pytest.raises(UnknownParty, match="No party is called 'Nobody'"):
        say("merge", "Nobody", "Oleg Zimin")


def test_of_several_of_a_name_an_id_is_asked_for() -> None:
    there = Who("Oleg Zimin", "UZB")
    tell(Meeting("a", ZIMIN, GUEST), Meeting("b", there, GUEST))
    with pytest.raises(UnknownParty, match=r"2 parties are called 'Oleg Zimin': .*give an id"):
        say("merge", "Oleg Zimin", "Ana Ruiz")


def test_a_party_is_shown_with_its_tellings_reasons_offices_and_decisions() -> None:
    known = Who("Farrukh Qodirov", title="defence minister")
    tell(Meeting("a", known, GUEST), Meeting("b", KODIROV, GUEST), Meeting("c", BECK, GUEST))
    say("merge", "Farrukh Kodirov", BECK.party.id, "seen together")
    summarise.fn()
    publish.fn()
    shown = party_known_as("farrukh kodirov")
    assert (shown["articles"], shown["country"]) == (3, "TJK")
    told = {row["name"]: row["reason"] for row in shown["tellings"]}
    assert told.keys() == {"Farrukh Qodirov", "Farrukh Kodirov", "Anton Becker"}
    assert [(o["title"], o["articles"]) for o in shown["offices"]] == [("defence minister", 1)]
    assert [row["why"] for row in shown["decisions"]] == ["seen together"]


def test_a_name_that_only_articles_use_finds_the_party() -> None:
    two()
    ask("INSERT INTO party_alias SELECT party_id, 'Iron Oleg', article_id FROM party_alias "
        "WHERE alias = 'Oleg Zimin'")  # fmt: skip
    ask("INSERT INTO party_name SELECT party_id, alias, 1 FROM party_alias "
        "WHERE alias = 'Iron Oleg'")  # fmt: skip
    summarise.fn()
    publish.fn()
    assert party_known_as("Iron Oleg")["name"] == "Oleg Zimin"
