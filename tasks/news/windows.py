"""Windows of time: whether what was found was published within the days that are asked for.

What belongs here: days compared with declared dates. What does not: finding the date of a page,
and what becomes of an article whose date nobody tells.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tasks.news.dates import Moment, read_declared

Verdict = Literal["inside", "outside", "unknown"]

# Clocks around the earth: where it is latest and where it is earliest, against UTC.
_EARLIEST, _LATEST = timedelta(hours=-12), timedelta(hours=14)


@dataclass(frozen=True, slots=True)
class Outside:
    """Things passed over because their declared date lies outside the window: no loss."""

    things: int


@dataclass(frozen=True, slots=True)
class Window:
    """The days from `since` up to but without `until`; None leaves that side open.

    Raises ValueError when no day is between them.
    """

    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since >= self.until:
            raise ValueError(
                f"no day is from {self.since} up to but without {self.until}; until must be later"
            )

    def holds(self, day: date) -> bool:
        """Tell whether a day is within."""
        is_late = self.until is not None and day >= self.until
        return not is_late and (self.since is None or day >= self.since)


def judge_day(window: Window, published_on: date | None) -> Verdict:
    """Judge an article by its calendar day at the outlet; unknown without one."""
    if window == Window():
        return "inside"
    if published_on is None:
        return "unknown"
    return "inside" if window.holds(published_on) else "outside"


def judge_declared(window: Window, published: str | None, modified: str | None = None) -> Verdict:
    """Judge a target or page by what its feed or sitemap declares, each as printed.

    An instant is a day at the outlet only when it is that day all around the earth, since feeds
    print Greenwich time. A change proves one thing: what changed was published by then. Whatever
    stays unknown is decided by the article's own date.
    """
    if window == Window():
        return "inside"
    if told := read_declared(published or ""):
        within = {window.holds(day) for day in _days(told)}
        if len(within) == 2:
            return "unknown"
        return "inside" if True in within else "outside"
    changed = read_declared(modified or "")
    if changed and window.since and _days(changed)[-1] < window.since:
        return "outside"
    return "unknown"


def _days(moment: Moment) -> list[date]:
    """Return the days, in order, that the moment can be at the outlet."""
    if moment.at is None:
        return [moment.on]
    first, last = (moment.at + _EARLIEST).date(), (moment.at + _LATEST).date()
    return [first + timedelta(days) for days in range((last - first).days + 1)]
