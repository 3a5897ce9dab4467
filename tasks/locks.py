"""The writer lock: one process at a time changes a file and what lies beside it.

What belongs here: taking the lock, waiting for it, knowing who holds it. What does not: what is
written under it.

The system takes the lock back when a process ends, however it ends. Within one process it may be
taken again: threads and nested calls share it. Beside the lock lies a note of who wrote and may
still run; it is for people, and whatever it says, the lock itself decides.
"""

from __future__ import annotations

import fcntl
import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

RETRY_SECONDS = 0.1
LONGEST = 100  # characters of a command that are told


class LockBusyError(Exception):
    """Another process holds the lock; the message names it."""


@dataclass(frozen=True, slots=True)
class Writer:
    """A process that took the lock."""

    pid: int
    command: str
    since: str  # UTC, when it took the lock last

    def __str__(self) -> str:
        return f"process {self.pid} ({self.command}) since {self.since} UTC"


@dataclass(slots=True)
class _Held:
    descriptor: int
    times: int = 1


_held: dict[Path, _Held] = {}
_guard = threading.Lock()
os.register_at_fork(after_in_child=_held.clear)  # such a lock does not pass to children


def lock_file(file: Path) -> Path:
    """Return where the lock of a file lies."""
    return file.with_name(f"{file.name}.lock")


def note_file(file: Path) -> Path:
    """Return where it is noted who took the lock of a file."""
    return file.with_name(f"{file.name}.writers")


@contextmanager
def exclusive(file: Path, wait: float) -> Iterator[float]:
    """Hold the lock of a file, whose folder is there; yield the seconds of `wait` that are left.

    Raises LockBusyError once `wait` seconds have passed.
    """
    deadline = time.monotonic() + wait
    path = lock_file(file).resolve()
    while not _taken(path):
        if time.monotonic() >= deadline:
            raise LockBusyError(_holder(file))
        time.sleep(RETRY_SECONDS)
    try:
        _sign(file)
        yield max(0.0, deadline - time.monotonic())
    finally:
        _give_back(path)


def _taken(path: Path) -> bool:
    with _guard:
        if path in _held:
            _held[path].times += 1
            return True
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):  # held: which of them depends on the system
            os.close(descriptor)
            return False
        _held[path] = _Held(descriptor)
        return True


def _give_back(path: Path) -> None:
    with _guard:
        held = _held[path]
        held.times -= 1
        if not held.times:
            del _held[path]
            os.close(held.descriptor)


def is_alive(pid: int) -> bool:
    """Return whether a process of this id runs on this machine."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _noted(file: Path) -> list[Writer]:
    """Return who is noted, the last to take the lock last; nobody where the note is unreadable."""
    try:
        return [Writer(**one) for one in json.loads(note_file(file).read_text(encoding="utf-8"))]
    except (OSError, ValueError, TypeError):
        return []


def _sign(file: Path) -> None:
    words = [Path(sys.argv[0]).name, *sys.argv[1:]] if sys.argv else ["python"]
    now = datetime.now(UTC).replace(tzinfo=None).isoformat(" ", "seconds")
    me = Writer(os.getpid(), " ".join(words)[:LONGEST], now)
    others = [one for one in _noted(file) if one.pid != me.pid and is_alive(one.pid)]
    with suppress(OSError):  # a full disk is told of where it matters
        text = json.dumps([asdict(one) for one in (*others, me)])
        note_file(file).write_text(text, encoding="utf-8")


def _holder(file: Path) -> str:
    noted = _noted(file)
    return str(noted[-1]) if noted and is_alive(noted[-1].pid) else "another process"


def other_writers(file: Path) -> list[Writer]:
    """Return the other processes that took the lock at some time and still run."""
    return [one for one in _noted(file) if one.pid != os.getpid() and is_alive(one.pid)]
