"""The command line where no flow runs: usage, errors, JSON."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tasks import database
from tasks.publish import publish
from tasks.snapshot import ask
from tasks.store import finish_run, start_run
from tasks.summarise import summarise

Run = Callable[..., Result]
COMMANDS = [
    ["ingest"], ["publish"], ["sample"], ["code"], ["clean"], ["query"],
    ["export", "plover"], ["export", "csv"], ["export", "parquet"], ["export", "gdelt"],
    ["export", "icews"], ["evaluate", "events"], ["recode"], ["doctor"], ["backup"], ["restore"],
]  # fmt: skip
PAGE = """<html lang="en"><head><title>Norway sends aid</title></head><body><article>
<p>By Ann Roe</p>
<p>OSLO – Norway sent food and medicine to Sudan on Tuesday, the foreign ministry said. The
shipment is the third that the country has sent since the fighting began in the capital.</p>
<p>The minister said that more would follow before the end of the month, and thanked Egypt for
opening its ports to the ships that carried it.</p></article></body></html>"""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(communique: Run, command: list[str]) -> None:
    result = communique(*command, "--help")
    assert result.exit_code == 0
    assert f"Example: communique {' '.join(command)}" in result.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["query"],
        ["query", "SELECT 1", "-f", __file__],
        ["code", "nowhere.jsonl"],
        ["clean"],
        ["clean", __file__, __file__, "--url", "https://a.example"],
        ["evaluate", "events", "nowhere.jsonl", "nowhere.jsonl"],
        ["ingest", "--db", __file__],
    ],
)
def test_wrong_usage_is_status_2_without_traceback(communique: Run, arguments: list[str]) -> None:
    result = communique(*arguments)
    assert result.exit_code == 2
    assert "Error: " in result.stderr
    assert "Traceback" not in result.output


def test_a_folder_that_cannot_be_written_is_said_before_anything_starts(
    communique: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PREFECT_HOME")
    blocked = tmp_path / "file"
    blocked.touch()
    result = communique("ingest", tmp_path, "--db", blocked / "home")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"Error: Cannot write in {blocked}/home/prefect")
    assert "--db" in result.stderr


def test_a_wrong_setting_is_named(communique: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_WORKERS", "none")
    result = communique("query", "SELECT 1")
    assert result.exit_code == 1
    assert "COMMUNIQUE_WORKERS='none'" in result.stderr


def test_a_query_without_database_says_what_to_run_first(communique: Run) -> None:
    result = communique("query", "SELECT 1")
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ")
    assert "communique" in result.stderr


@pytest.fixture
def snapshot(home: Path) -> Path:
    """A published snapshot with one run that ended."""
    run = start_run.fn("ingest", "Lagoon Wire")
    finish_run.fn(run, {}, "completed")
    summarise.fn()
    return publish.fn()


def test_an_answer_says_its_age_and_its_last_run_beside_it(communique: Run, snapshot: Path) -> None:
    two_hours_ago = time.time() - 7200
    os.utime(snapshot, (two_hours_ago, two_hours_ago))
    result = communique("query", "--json", "SELECT id FROM run")
    (row,) = json.loads(result.stdout)
    came, made = result.stderr.splitlines()
    assert came == f"1 row from {snapshot}"
    assert " UTC, 2 hours ago; last run: ingest Lagoon Wire " in made
    assert f"({row['id']}), completed 20" in made
    assert communique("query", "SELECT 1").stderr.splitlines()[1:] == [made]


def test_a_snapshot_without_a_run_says_so(communique: Run, home: Path) -> None:
    summarise.fn()
    publish.fn()
    assert communique("query", "SELECT 1").stderr.endswith(" ago; no run had ended.\n")


def test_an_answer_and_its_age_are_of_one_snapshot_though_another_comes(
    snapshot: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask_database = database.query

    def publishes_first(sql: str) -> database.Result:
        finish_run.fn(start_run.fn("ingest", "Fjord Wire"), {}, "completed")
        publish.fn()
        return ask_database(sql)

    monkeypatch.setattr(database, "query", publishes_first)
    answer = ask("SELECT label FROM run")
    assert answer.result.rows == [("Lagoon Wire",)]
    assert answer.run is not None
    assert answer.run["label"] == "Lagoon Wire"
    assert answer.published_at.timestamp() < snapshot.stat().st_mtime
    assert ask_database("SELECT count(*) FROM run").rows == [(2,)]


def test_a_server_that_does_not_answer_is_said() -> None:
    from prefect.settings import PREFECT_API_URL, temporary_settings

    from flows import prefect_env

    address = "http://127.0.0.1:9/api"
    with (
        temporary_settings({PREFECT_API_URL: address}),
        pytest.raises(prefect_env.OrchestrationError, match=f"{address} does not answer"),
    ):
        prefect_env.start_server()


def test_broken_lines_are_named_and_the_others_coded(communique: Run, tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    lines = [
        json.dumps(
            {"id": "a", "text": "OSLO – Norway condemned the attack.", "published": "2023-05-17"}
        ),
        "{",
        json.dumps({"id": "b"}),
        json.dumps({"id": "c", "text": "Egypt met Norway.", "published": "yesterday"}),
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    result = communique("code", file)
    assert result.exit_code == 1
    assert [json.loads(line)["id"] for line in result.stdout.splitlines()] == ["a", "c"]
    places = [line.split()[0] for line in result.stderr.splitlines()]
    assert places == [f"{file}:2", f"{file}:3", f"{file}:4"]


def test_explain_tells_in_words(communique: Run, tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text(json.dumps({"id": "a", "text": "Norway expelled two Russian diplomats."}))
    result = communique("code", file, "--explain")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("== a\nNorway expelled two Russian diplomats.\n    party")
    assert "REPORT SANCTION" in result.stdout


RELATIONS = [
    {"id": "a", "text": "Norway condemned Egypt.", "actor": [0, 6], "recipient": [17, 22],
     "event_type": "ACCUSE"},
    {"id": "b", "text": "Norway sent food to Egypt.", "actor": [0, 6], "recipient": [20, 25],
     "event_type": "AID"},
]  # fmt: skip


def test_relations_are_scored_and_written(communique: Run, tmp_path: Path) -> None:
    file, out = tmp_path / "gold.jsonl", tmp_path / "said.jsonl"
    file.write_text("\n".join(map(json.dumps, RELATIONS)), encoding="utf-8")
    result = communique("evaluate", "relations", file, "--out", out)
    assert result.exit_code == 0, result.output
    assert "type macro-F1" in result.stdout
    said = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["predicted"] for line in said] == ["ACCUSE", "AID"]
    assert all(line.items() >= given.items() for line, given in zip(said, RELATIONS, strict=True))
    as_json = json.loads(communique("evaluate", "relations", file, "--json").stdout)
    assert as_json["accuracy"] == 1.0


def test_relations_without_types_need_a_file_to_write(communique: Run, tmp_path: Path) -> None:
    file, out = tmp_path / "pairs.jsonl", tmp_path / "said.jsonl"
    untyped = {key: value for key, value in RELATIONS[0].items() if key != "event_type"}
    file.write_text(json.dumps(untyped), encoding="utf-8")
    assert communique("evaluate", "relations", file, "--out", out).exit_code == 0
    assert json.loads(out.read_text(encoding="utf-8"))["predicted"] == "ACCUSE"
    refused = communique("evaluate", "relations", file)
    assert refused.exit_code == 1
    assert 'needs an "event_type"' in refused.output


def test_positions_count_in_the_text_that_was_given(communique: Run, tmp_path: Path) -> None:
    text = "OSLO (NTB) – Norway expelled two Russian diplomats."
    file, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    file.write_text(json.dumps({"id": "a", "text": text}), encoding="utf-8")
    assert communique("code", file, "-o", out).exit_code == 0
    (event,) = json.loads(out.read_text(encoding="utf-8"))["events"]
    assert text[event["start"] : event["end"]].startswith("Norway expelled")
    assert text[slice(*event["trigger"])] == "expelled"
    (actor,) = event["actor"]
    assert (actor["text"], actor["country"]) == ("Norway", "NOR")


def test_a_saved_page_is_one_json_line(communique: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    result = communique("clean", page, "--url", "https://wire.example/1")
    assert result.exit_code == 0, result.output
    article = json.loads(result.stdout)
    told = "url title authors published modified outlet section language text"
    assert list(article) == told.split()
    assert (article["url"], article["authors"]) == ("https://wire.example/1", ["Ann Roe"])
    assert article["text"].startswith("Norway sent food")


def test_a_page_without_article_is_status_1_and_the_others_are_shown(
    communique: Run, tmp_path: Path
) -> None:
    good, empty, other = tmp_path / "a.html", tmp_path / "b.html", tmp_path / "c.pdf"
    good.write_text(PAGE, encoding="utf-8")
    empty.touch()
    other.touch()
    result = communique("clean", empty, good, other)
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    assert str(empty) in result.stderr
    assert str(other) in result.stderr


def test_the_coder_is_scored_against_gold(communique: Run, tmp_path: Path) -> None:
    articles, gold = tmp_path / "articles.jsonl", tmp_path / "gold.jsonl"
    articles.write_text(json.dumps({"id": "a", "text": "Norway condemned Egypt."}))
    party = {"actor": [{"country": "NOR"}], "recipient": [{"country": "EGY"}]}
    gold.write_text(json.dumps({"id": "a", "events": [{"type": "ACCUSE", **party}]}))
    result = communique("evaluate", "events", gold, articles, "--json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["recall"] == 1.0


def test_broken_gold_is_named_by_line(communique: Run, tmp_path: Path) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("{}")
    result = communique("evaluate", "events", gold, gold)
    assert result.exit_code == 1
    assert f"{gold}:1" in result.stderr
