"""The writer lock: one process at a time, named, and given back however its holder ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tasks import locks

ROOT = Path(__file__).parents[1]
HOLD = """
import sys
from pathlib import Path
from tasks import locks
with locks.exclusive(Path(sys.argv[1]), 0):
    print("held", flush=True)
    sys.stdin.read()
print("given back", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "communique.duckdb"


@contextmanager
def holder(file: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock until it is killed."""
    command = [sys.executable, "-c", HOLD, str(file)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, text=True, **pipes) as process:  # type: ignore[call-overload]
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_process_may_take_its_lock_again(file: Path) -> None:
    with locks.exclusive(file, 0), locks.exclusive(file, 0):
        pass


def test_the_holder_is_named_with_its_command(file: Path) -> None:
    with holder(file) as process:
        with pytest.raises(locks.LockBusyError) as error, locks.exclusive(file, 0):
            pass
        assert f"process {process.pid} (-c {file}) since" in str(error.value)


def test_an_inner_release_does_not_give_the_lock_away(file: Path) -> None:
    other = "import sys; from pathlib import Path; from tasks import locks\n"
    other += "with locks.exclusive(Path(sys.argv[1]), 0): pass"
    command = [sys.executable, "-c", other, str(file)]
    with locks.exclusive(file, 0):
        with locks.exclusive(file, 0):
            pass
        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert f"process {os.getpid()} (" in said.stderr
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0


def test_a_killed_holder_leaves_no_lock(file: Path) -> None:
    with holder(file) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
        with locks.exclusive(file, 0):
            assert locks.other_writers(file) == []


def test_who_waits_long_enough_gets_the_lock_and_is_told_what_is_left(file: Path) -> None:
    with holder(file) as process:
        assert process.stdin is not None
        process.stdin.close()
        with locks.exclusive(file, 60) as left:
            assert 0 < left <= 60


def test_a_process_that_wrote_and_still_runs_is_known(file: Path) -> None:
    with holder(file) as process:
        assert [writer.pid for writer in locks.other_writers(file)] == [process.pid]


@pytest.mark.parametrize("note", ["", "[", "{}", '[{"pid": 1}]', "[1]"])
def test_an_unreadable_note_keeps_nobody_out(file: Path, note: str) -> None:
    locks.note_file(file).write_text(note, encoding="utf-8")
    with locks.exclusive(file, 0):
        assert locks.other_writers(file) == []
