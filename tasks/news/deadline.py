"""The time one URL may take, all in all: tries, redirects and slow drips, pauses apart.

What belongs here: counting that time and ending what exceeds it. What does not: what is done in it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tasks.news.answers import FetchError


class Deadline:
    """A budget of seconds, spent only within `running`."""

    def __init__(self, seconds: float):
        self._seconds = seconds
        self.used = 0.0

    @property
    def left(self) -> float:
        """Seconds that may still be spent."""
        return self._seconds - self.used

    def spend(self, seconds: float) -> None:
        """Count time that was spent elsewhere on our behalf."""
        self.used += seconds

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Count the time within; raise FetchError (timeout) when it is used up."""
        if self.left <= 0:
            raise self._error()
        start = time.monotonic()
        try:
            async with asyncio.timeout(self.left):
                yield
        except TimeoutError:
            raise self._error() from None
        finally:
            self.used += time.monotonic() - start

    def _error(self) -> FetchError:
        what = f"took more than {self._seconds:g} seconds; raise COMMUNIQUE_FETCH_DEADLINE or retry"
        return FetchError("timeout", what)
