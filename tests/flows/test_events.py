"""The commands that show, merge and split events."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from tasks.publish import publish
from tasks.summarise import summarise
from tests.telling import Meeting, Who, ask, tell

Run = Callable[..., Result]
GUEST, HOST = Who("Ana Ruiz", "PER"), Who("Farrukh Qodirov")
MEETING = Meeting("a", GUEST, HOST)
README, EVENTS = Path(__file__).parents[2] / "README.md", ".venv/bin/communique events "


@pytest.fixture
def stored(home: Path) -> None:
    """A meeting that a and b tell of, and another that c tells of, published."""
    other = Meeting("c", Who("Mariam Keita", "MLI"), HOST)
    tell(MEETING, replace(MEETING, url="b"), other)
    summarise.fn()
    publish.fn()


def report(url: str) -> str:
    """Return the report of an article."""
    (row,) = ask(
        "SELECT report.id FROM report JOIN article ON article.id = article_id WHERE url = ?", [url]
    )
    return str(row[0])


@pytest.mark.parametrize("command", ["show", "merge", "split"])
def test_a_command_explains_itself_with_an_example(communique: Run, command: str) -> None:
    result = communique("events", command, "--help")
    assert f"Example: communique events {command}" in result.stdout


def test_an_event_is_shown_in_words(stored: None, communique: Run) -> None:
    words = communique("events", "show", report("a")).stdout
    assert "CONSULT · actual · " in words
    assert "When: 2023-03-04 (text)" in words
    assert "Where: no place" in words
    assert "Actor: Ana Ruiz (PER)" in words
    assert "Reports: 2" in words
    assert "Envoy Ana Ruiz [met] Envoy Farrukh Qodirov." in words
    assert "why: same type, parties and date" in words
    assert f"  {report('b')}  b, 2023-03-04: Talks" in words


def test_an_event_is_shown_as_json(stored: None, communique: Run) -> None:
    result = communique("events", "show", report("a")[:7], "--json")
    said = json.loads(result.stdout)
    assert {one["id"] for one in said["reports"]} == {report("a"), report("b")}
    assert said["disagreements"] == said["decisions"] == []


def test_a_merge_is_published_with_its_reason_and_a_split_takes_it_back(
    stored: None, communique: Run
) -> None:
    result = communique("events", "merge", report("a"), report("c"), "--why", "one summit")
    assert result.exit_code == 0, result.output
    assert "are one event" in result.stdout
    assert "Events made anew: " in result.stdout
    shown = communique("events", "show", report("c")).stdout
    assert "Reports: 3" in shown
    assert f"merge {report('a')} and" in shown or f"and {report('a')}: one summit" in shown
    assert "participants: " in shown
    assert "an operator's decision" in shown
    assert communique("events", "split", report("c")).exit_code == 0
    shown = communique("events", "show", report("c")).stdout
    assert "Decisions:" not in shown
    assert "Reports: 1" in shown


def test_a_report_is_split_off_and_merged_back(stored: None, communique: Run) -> None:
    assert communique("events", "split", report("a"), report("b")).exit_code == 0
    shown = communique("events", "show", report("b")).stdout
    assert "Reports: 1" in shown
    assert "split" in shown
    assert communique("events", "merge", report("a"), report("b")).exit_code == 0
    shown = communique("events", "show", report("b")).stdout
    assert "Reports: 2" in shown
    assert "Decisions:" not in shown


def test_the_commands_of_the_readme_work(stored: None, communique: Run) -> None:
    ids = {"EVENT": report("a"), "OTHER": report("c"), "REPORT": report("b")}
    lines = [line for line in README.read_text(encoding="utf-8").splitlines() if EVENTS in line]
    assert len(lines) == 4
    for line in lines:
        command = shlex.split(line, comments=True)[1:]
        result = communique(*(ids.get(word, word) for word in command))
        assert result.exit_code == 0, (line, result.output)


@pytest.mark.parametrize(
    "arguments",
    [
        ["show", "abc"],
        ["show", "nobody"],
        ["merge", "nobody", "nobody"],
        ["split", "a"],
        ["split", "c", "c"],
        ["merge", "a", "b"],
    ],
)
def test_a_mistake_is_one_line(stored: None, communique: Run, arguments: list[str]) -> None:
    command, *named = arguments
    result = communique("events", command, *(report(n) if len(n) == 1 else n for n in named))
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert len(result.stderr.splitlines()) == 1


def test_before_the_first_run_there_is_nothing_to_show(communique: Run) -> None:
    result = communique("events", "show", "abcdef")
    assert result.exit_code == 1
    assert "There is no database" in result.stderr
