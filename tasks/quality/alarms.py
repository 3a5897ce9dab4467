"""An alarm: what is unlike its own past, how far, and what to do about it.

What belongs here: the record. What does not: the rules that raise it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """One thing that a gate found; `what` and `todo` are sentences without their full stop."""

    gate: str  # silence, losses, mix
    subject: str  # the outlet, the site, or "events"
    what: str  # what, where and how far from usual
    todo: str
    is_new: bool = True  # the run before did not raise it

    @property
    def line(self) -> str:
        """Return the alarm in one line."""
        return f"{self.what}. {self.todo}."
