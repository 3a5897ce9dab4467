"""Whose turn it is: the pause between requests to one host, kept by all processes of one home.

What belongs here: booking a host's moments and waiting for them. What does not: which hosts need
no pause, and asking them.

Each host has a file with the next moment at which it may be asked. A process books that moment
and moves it on while it alone holds the file; it waits afterwards, holding nothing.
"""

from __future__ import annotations

import asyncio
import fcntl
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

AT_ONCE = 16  # requests of one batch
UNPAUSED_AT_ONCE = 4  # requests to a host that needs no pause between them

_TOO_FAR = 3600.0  # seconds; a booking beyond is a clock that was set back


class Turns:
    """The turns of one batch; `folder` is shared by every process that must keep the pauses."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._crowd = asyncio.Semaphore(AT_ONCE)
        self._hosts: dict[tuple[str, bool], asyncio.Semaphore] = {}

    @asynccontextmanager
    async def turn(self, host: str, delay: float) -> AsyncIterator[None]:
        """Wait for the host's turn; with a delay in seconds, it is asked one at a time."""
        key = host, delay > 0
        if key not in self._hosts:
            self._hosts[key] = asyncio.Semaphore(1 if delay else UNPAUSED_AT_ONCE)
        async with self._hosts[key]:
            if delay:
                await asyncio.sleep(book(self._folder, host, delay, time.time()))
            async with self._crowd:
                yield


def book(folder: Path, host: str, delay: float, now: float) -> float:
    """Book the host's next free moment, `delay` seconds before the one after; return the wait.

    `now` is in seconds since the epoch, the wait in seconds.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / (re.sub(r"[^a-z0-9.-]", "_", host.lower())[:200] + ".next")
    with path.open("a+", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        moment = _moment(file.read(), now)
        file.truncate(0)
        file.write(f"{moment + delay!r}\n")
    return moment - now


def _moment(text: str, now: float) -> float:
    try:
        booked = float(text)
    except ValueError:  # a new file, or one whose writer was killed
        return now
    return booked if now < booked < now + _TOO_FAR else now
