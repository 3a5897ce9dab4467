"""What follows when a run is not as it should be: it fails, and whoever wants to know is told.

What belongs here: failing, notifying. What does not: the rules (`tasks.quality`), what is compared
(`tasks.gauge`).

Which gates keep the snapshot as it was: a wrong model (nothing is read), and a check that returns
rows (nothing is published). An outlet's silence, a jump in losses and a shift of the event mix say
nothing against what is stored: it is published, and the run then fails.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from prefect.blocks.abstract import NotificationBlock
from prefect.blocks.core import Block

from flows.progress import is_running, say
from tasks.quality.alarms import Alarm
from tasks.settings import settings

SENDERS = ("httpx", "httpcore", "apprise", "requests", "urllib3")  # they log addresses
LONGEST = 3_000  # characters of a notification


class AlarmError(Exception):
    """A run stored and published what it read, and found it unlike its own past."""

    def __init__(self, message: str, *, is_news: bool):
        super().__init__(message)
        self.is_news = is_news  # the run before did not say the same


def expect_no_alarms(alarms: Sequence[Alarm]) -> None:
    """Say each alarm. Raises AlarmError where there is one; what was stored is published."""
    if not alarms:
        return
    for alarm in alarms:
        say(f"Alarm, {alarm.gate}: {alarm.line}")
    first = f"{alarms[0].gate}: {alarms[0].line}"
    more = f" And {len(alarms) - 1} more: see the table alarm." if len(alarms) > 1 else ""
    raise AlarmError(
        f"All is stored and published, but is unlike its past. {first}{more}",
        is_news=any(alarm.is_new for alarm in alarms),
    )


def notify(subject: str, body: str) -> None:
    """Tell the block that COMMUNIQUE_NOTIFY names; without one, nobody.

    A notification that fails is said in the log, and fails nothing. What the block or its sender
    say of it is not: it may hold the address, which is a secret.
    """
    name = settings().notify
    if name is None or not is_running():
        return
    try:
        with _hushed():
            block = Block.load(name)
            _send(block, subject, body[:LONGEST])
    except Exception as error:
        say(
            f"The notification by {name} failed ({type(error).__name__}); the run goes on. Look at"
            f" the block {name} in the Prefect UI, or unset COMMUNIQUE_NOTIFY."
        )


def _send(block: Any, subject: str, body: str) -> None:
    if not isinstance(block, NotificationBlock):
        raise TypeError("not a notification block")
    with block.raise_on_failure():
        block.notify(body, subject)  # type: ignore[unused-coroutine]  # sync outside of a loop


@contextmanager
def _hushed() -> Iterator[None]:
    """Let nobody log who sends the notification."""
    loggers = [logging.getLogger(name) for name in SENDERS]
    before = [logger.disabled for logger in loggers]
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        for logger, was in zip(loggers, before, strict=True):
            logger.disabled = was
