"""Events as an operator names them, and what the published snapshot knows of one.

What belongs here: finding events and reports by their ids or the first letters of these, reading
all that is told of one. What does not: deciding anything (`decide_events`), wording.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tasks.database import Connection, fetch_dicts, statement
from tasks.storing.deciding import SEVERAL, snapshot

SHORTEST = 6  # letters of an id that may stand for it
DECIDED = ("decision", "report_id", "other_id", "why", "decided_at")


class UnknownEvent(Exception):  # noqa: N818 — the state, as users say it
    """No event or report has this id, or several have; the message says which."""


def _found(connection: Connection, text: str) -> list[dict[str, Any]]:
    """Return the events and reports of this id, or whose ids begin so. Raises UnknownEvent."""
    called = text.strip().lower()
    if len(called) < SHORTEST:
        raise UnknownEvent(
            f"{text!r} is too short for an id; give at least {SHORTEST} letters of an event's or a "
            "report's."
        )
    if not (rows := fetch_dicts(connection, statement("event_named"), {"called": called})):
        raise UnknownEvent(
            f"No event or report has an id that begins with {text!r}; look for one with "
            '`communique query "SELECT event_id, report_id, sentence FROM event_evidence"`.'
        )
    return [row for row in rows if row["id"] == called] or rows


def one_event(connection: Connection, text: str) -> str:
    """Return the event of this id, or that a report of this id tells of. Raises UnknownEvent."""
    rows = _found(connection, text)
    if len({row["event_id"] for row in rows}) > 1:
        raise _several(text, (row["id"] for row in rows))
    if rows[0]["event_id"] is None:
        raise UnknownEvent(
            f"Report {rows[0]['id']} is of no event: what it tells of is {rows[0]['realis']}."
        )
    return str(rows[0]["event_id"])


def one_report(connection: Connection, text: str, event: str) -> str:
    """Return the report of this id, which must be of the event. Raises UnknownEvent."""
    rows = [row for row in _found(connection, text) if row["report_id"]]
    if len(rows) > 1:
        raise _several(text, (row["id"] for row in rows))
    if not rows or rows[0]["event_id"] != event:
        raise UnknownEvent(
            f"Event {event} has no report {text!r}; `communique events show {event}` lists them."
        )
    return str(rows[0]["report_id"])


def _several(text: str, ids: Iterable[str]) -> UnknownEvent:
    found = sorted(ids)
    more = f" and {len(found) - SEVERAL} more" if len(found) > SEVERAL else ""
    return UnknownEvent(
        f"{len(found)} ids begin with {text!r}: {', '.join(found[:SEVERAL])}{more}; "
        "give more of it."
    )


def event_known_as(text: str) -> dict[str, Any]:
    """Return what the published snapshot knows of an event: reports, disagreements, decisions.

    Raises UnknownEvent for none and for several, NoSnapshot before the first publish.
    """
    with snapshot() as connection:
        event = one_event(connection, text)
        (shown,) = fetch_dicts(connection, statement("event_shown"), [event])
        reports = fetch_dicts(connection, statement("event_reports"), [event])
        ids = {row["id"] for row in reports}
        return shown | {
            "reports": reports,
            "disagreements": fetch_dicts(connection, statement("event_disagreements_of"), [event]),
            "decisions": [
                {key: row[key] for key in DECIDED}
                for row in fetch_dicts(connection, statement("merge_decisions"))
                if ids & {row["report_id"], row["other_id"]}
            ],
        }
