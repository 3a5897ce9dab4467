"""Whether an outlet that usually has news fell silent.

What belongs here: the rule. What does not: when an outlet had news.

The rule: an outlet is silent when nothing new came from it for `factor` times the longest pause of
its own past, and for at least `hours`. A past that knows its weekends is needed: `days` from its
first news to its last and USUAL times at which it had some; a new source has none. And it must have
been asked ASKED times since its last news, so that a pipeline that stood still blames nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from tasks.quality.alarms import Alarm

USUAL = 8  # runs that had news of it
ASKED = 3  # runs that asked since


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """When an outlet had news, seen from one run; moments are starts of runs, in UTC."""

    outlet: str
    times: int  # runs that had news of it
    first: datetime
    last: datetime
    longest: timedelta  # between two of them
    asked: int  # runs that asked one of its sources since the last
    answer: str | None = None  # why its source could not be read just now


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """From where on a pause is silence."""

    factor: float
    hours: float
    days: float


def silence(past: Past, now: datetime, limits: Limits) -> Alarm | None:
    """Return an alarm where the outlet fell silent."""
    pause = now - past.last
    if not _is_usual(past, limits) or past.asked < ASKED:
        return None
    if pause < max(limits.factor * past.longest, timedelta(hours=limits.hours)):
        return None
    longest = f"its longest pause in {(past.last - past.first).days} days was {_told(past.longest)}"
    why = f"its source answers {past.answer}" if past.answer else "its source answers"
    return Alarm(
        gate="silence",
        subject=past.outlet,
        what=f"{past.outlet} has had no news for {_told(pause)}; {longest}; {why}",
        todo="See whether it moved with `communique sources check`, and mend or remove it in"
        " deployments/sources.toml",
    )


def _is_usual(past: Past, limits: Limits) -> bool:
    return past.times >= USUAL and past.last - past.first >= timedelta(days=limits.days)


def _told(span: timedelta) -> str:
    hours = span / timedelta(hours=1)
    return f"{hours:.0f} hours" if hours < 72 else f"{hours / 24:.1f} days"
