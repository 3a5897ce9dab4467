"""Processes by more than their number, so that a dead one is not taken for a live one.

What belongs here: naming a process, telling whether it still runs, finding its descendants.
What does not: starting or ending processes, and what follows from a dead one.

Numbers are given again, also after a restart of the machine: a process is the same only where its
start is the same too.
"""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

PROC = Path("/proc")
FIRST_SPACE = 4026531836  # the inode of the machine's own numbering; containers have others
ZOMBIE = "Z"


@dataclass(frozen=True, slots=True)
class Process:
    """A process that can be told from any other one, ever and anywhere."""

    host: str
    pid: int
    started: str  # for comparing only

    def __str__(self) -> str:
        return f"process {self.pid} on {self.host}"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the system's table of processes."""

    pid: int
    parent: int
    state: str
    started: str


def this_process() -> Process:
    """Return the process that asks."""
    found = process(os.getpid())
    assert found is not None
    return found


def process(pid: int) -> Process | None:
    """Return the process of this machine that has a number now; None where there is none."""
    entry = _entry(pid)
    return Process(host(), pid, entry.started) if entry and entry.state != ZOMBIE else None


def has_ended(one: Process) -> bool | None:
    """Return whether a process of this machine has ended; None where it is another machine's."""
    return process(one.pid) != one if one.host == host() else None


@lru_cache(maxsize=1)
def host() -> str:
    """Return the machine's name, or the container's: where one numbering of processes holds."""
    with suppress(OSError):
        if (space := Path("/proc/self/ns/pid").stat().st_ino) != FIRST_SPACE:
            return f"{platform.node()}/{space}"
    return platform.node()


def descendants(pid: int) -> list[Process]:
    """Return the processes that a process started, and those that they started."""
    children: dict[int, list[_Entry]] = {}
    for entry in _entries():
        children.setdefault(entry.parent, []).append(entry)
    found: list[Process] = []
    open_ends = [pid]
    while open_ends:
        below = children.pop(open_ends.pop(), [])
        open_ends += (entry.pid for entry in below)
        found += (Process(host(), e.pid, e.started) for e in below if e.state != ZOMBIE)
    return found


def _entries() -> Iterator[_Entry]:
    if not (PROC / "self" / "stat").exists():
        yield from _told_by_ps("-ax")
        return
    for folder in PROC.iterdir():
        if folder.name.isdecimal() and (entry := _entry(int(folder.name))):
            yield entry


def _entry(pid: int) -> _Entry | None:
    if not (PROC / "self" / "stat").exists():
        return next(_told_by_ps("-p", str(pid)), None)
    try:
        told = (PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    fields = told.rpartition(")")[2].split()  # its name may hold anything
    return _Entry(pid, int(fields[1]), fields[0], f"{_boot()}+{fields[19]}")


@lru_cache(maxsize=1)
def _boot() -> str:
    """Return what tells one run of the machine from the next: starts are counted from there."""
    try:
        return (PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return "boot"


def _told_by_ps(*which: str) -> Iterator[_Entry]:
    """Yield what `ps` tells, where there is no /proc."""
    asked = ["ps", *which, "-o", "pid=,ppid=,state=,lstart="]
    told = subprocess.run(asked, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
    for line in told.stdout.splitlines():
        pid, parent, state, started = line.split(None, 3)
        yield _Entry(int(pid), int(parent), state[0], started)
