"""The commands doctor, backup and restore: words, JSON and exit status."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from tasks import database
from tests.test_publish import run_all

Run = Callable[..., Result]


@pytest.mark.parametrize("command", ["doctor", "backup", "restore"])
def test_each_explains_itself_with_an_example(communique: Run, command: str) -> None:
    result = communique(command, "--help")
    assert result.exit_code == 0
    assert f"Example: communique {command}" in result.stdout


def test_doctor_ends_with_0_when_nothing_is_wrong(communique: Run, home: Path) -> None:
    run_all()
    result = communique("doctor")
    assert result.exit_code == 0
    assert result.stdout.endswith("Nothing is wrong.\n")


def test_doctor_ends_with_1_and_a_line_for_each_fault(communique: Run, home: Path) -> None:
    run_all()
    (home / "communique.duckdb").unlink()
    result = communique("doctor")
    assert result.exit_code == 1
    assert "wrong: nothing is published" in result.stdout
    assert result.stdout.endswith("1 wrong.\n")


def test_doctor_speaks_json(communique: Run, home: Path) -> None:
    result = communique("doctor", "--json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["well"]) == (1, False)
    assert told["findings"][0].keys() == {"what", "where", "todo", "wrong"}
    assert told["facts"]["home"] == str(home)


def test_a_backup_restored_elsewhere_answers_queries(
    communique: Run, home: Path, tmp_path: Path
) -> None:
    run_all()
    written = communique("backup", tmp_path / "b.tar")
    assert written.exit_code == 0, written.output
    assert "rows in" in written.stdout
    restored = communique("restore", tmp_path / "b.tar", "--db", tmp_path / "new")
    assert restored.exit_code == 0, restored.output
    asked = communique(
        "query", "SELECT count(*) AS n FROM event", "--db", tmp_path / "new", "--json"
    )
    assert json.loads(asked.stdout) == [{"n": 1}]


def test_a_folder_that_is_not_there_is_made(communique: Run, home: Path, tmp_path: Path) -> None:
    run_all()
    assert communique("backup", f"{tmp_path}/backups/").exit_code == 0
    assert [path.suffix for path in (tmp_path / "backups").iterdir()] == [".tar"]


def test_what_is_refused_is_one_line(communique: Run, home: Path, tmp_path: Path) -> None:
    run_all()
    communique("backup", tmp_path / "b.tar")
    for command in ("backup", "restore"):
        refused = communique(command, tmp_path / "b.tar")
        assert refused.exit_code == 1
        assert refused.stderr.startswith("Error: ")
        assert "--force" in refused.stderr
        assert "Traceback" not in refused.output


def test_a_file_that_is_no_backup_is_said(communique: Run, home: Path, tmp_path: Path) -> None:
    (tmp_path / "b.tar").write_text("Nairobi", encoding="utf-8")
    refused = communique("restore", tmp_path / "b.tar")
    assert refused.exit_code == 1
    assert "is no whole backup" in refused.stderr
    assert not (home / "work").exists()


def test_a_snapshot_of_a_newer_version_is_refused(communique: Run, home: Path) -> None:
    with database.working(home / "communique.duckdb") as connection:
        connection.execute("INSERT INTO migration VALUES ('9999_later')")
    refused = communique("query", "SELECT 1")
    assert refused.exit_code == 1
    assert "newer Communiqué" in refused.stderr
