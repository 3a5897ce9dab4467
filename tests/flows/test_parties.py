"""The commands that show, merge and split parties."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from flows.parties import decide_parties
from tasks.publish import publish
from tasks.summarise import summarise
from tests.telling import Meeting, Who, same, tell

Run = Callable[..., Result]
ONE, OTHER = Who("Farrukh Qodirov", title="defence minister"), Who("Olim Sharifov")


@pytest.fixture
def stored(home: Path) -> None:
    """Two meetings, published."""
    tell(Meeting("a", ONE, Who("Ana Ruiz", "PER")), Meeting("b", OTHER, Who("Ana Ruiz", "PER")))
    summarise.fn()
    publish.fn()


@pytest.mark.parametrize("command", ["show", "merge", "split"])
def test_a_command_explains_itself_with_an_example(communique: Run, command: str) -> None:
    result = communique("parties", command, "--help")
    assert f"Example: communique parties {command}" in result.stdout


def test_a_party_is_shown_in_words_and_as_json(stored: None, communique: Run) -> None:
    words = communique("parties", "show", "Farrukh Qodirov").stdout
    assert "Farrukh Qodirov · person · TJK" in words
    assert "defence minister (TJK), seen 2023-03-04, 1 article" in words
    said = json.loads(communique("parties", "show", "Farrukh Qodirov", "--json").stdout)
    assert said["id"] == ONE.party.id


def test_a_merge_is_published_and_a_split_takes_it_back(stored: None, communique: Run) -> None:
    result = communique("parties", "merge", "Farrukh Qodirov", "Olim Sharifov", "--why", "a test")
    assert result.exit_code == 0
    assert "are one party. Events made anew: 1." in result.stdout
    shown = communique("parties", "show", "Olim Sharifov").stdout
    assert "an operator's decision: a test" in shown
    assert "merge Farrukh Qodirov and Olim Sharifov: a test" in shown
    communique("parties", "split", "Farrukh Qodirov", "Olim Sharifov")
    assert "Decisions:" not in communique("parties", "show", "Olim Sharifov").stdout
    assert same() == {}


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "Nobody"],
        ["merge", "Nobody", "Olim Sharifov"],
        ["split", "Olim Sharifov"],
        ["merge", "Olim Sharifov", "Olim Sharifov"],
    ],
)
def test_a_mistake_is_one_line(stored: None, communique: Run, arguments: list[str]) -> None:
    result = communique("parties", *arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert len(result.stderr.splitlines()) == 1


def test_before_the_first_run_there_is_nobody_to_show(communique: Run) -> None:
    result = communique("parties", "show", "Ana Ruiz")
    assert result.exit_code == 1
    assert "There is no database" in result.stderr


def test_a_decision_waits_for_no_flow(stored: None) -> None:
    said, events, snapshot = decide_parties("merge", "Farrukh Qodirov", "Olim Sharifov")
    assert "one party" in said
    assert events == 1
    assert snapshot.is_file()
