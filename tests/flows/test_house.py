"""What the repository promises a newcomer before any flow runs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TARGETS = ("help", "run", "test", "check", "serve", "bench", "feeds", "train", "lock", "clean")


def test_make_alone_lists_every_target() -> None:
    # Under `make test` an inner make would also say which directory it enters.
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    said = subprocess.run(
        ["make"], cwd=ROOT, env=outside, capture_output=True, text=True, check=True
    )
    assert [line.split()[1] for line in said.stdout.splitlines()] == list(TARGETS)
    assert said.stderr == ""


def test_the_house_is_not_set_up_twice() -> None:
    # A virtual environment that is newer than what it is made from is left alone.
    planned = subprocess.run(
        ["make", "--dry-run", "--old-file=.venv/.installed", "test"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ".ci/venv" not in planned.stdout
    assert "pytest" in planned.stdout


@pytest.mark.parametrize(
    "module",
    [
        "flows.cli",
        "flows.stateless",
        "flows.measuring",
        "tasks.database",
        "tasks.report.export",
        "tasks.backup",
        "tasks.archive",
        "tasks.locks",
        "tasks.doctor",
    ],
)
def test_what_needs_no_orchestration_does_not_import_prefect(module: str) -> None:
    code = f"import sys, {module}; print('prefect' in sys.modules)"
    said = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "False"


def test_the_commands_without_prefect_run_without_it(tmp_path: Path) -> None:
    # Prefect made impossible to import: `code` must not notice.
    file = tmp_path / "in.jsonl"
    file.write_text(json.dumps({"id": "a", "text": "Norway condemned the attack."}))
    code = (
        "import sys; sys.modules['prefect'] = None; from flows.cli import main;"
        f" main(['code', {str(file)!r}])"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert said.stderr == ""
    assert json.loads(said.stdout)["id"] == "a"
