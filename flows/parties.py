"""What an operator decides of parties, and what is known of one.

What belongs here: which stages a decision runs, and the words that are shown. What does not: what a
stage does.

The stages run by themselves, without a flow and its server: a decision takes a second.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tasks import database
from tasks.decide import decide, party_known_as
from tasks.identify import identify
from tasks.merge import merge
from tasks.publish import publish
from tasks.settings import settings
from tasks.storing.deciding import Decision
from tasks.summarise import summarise


def decide_parties(
    decision: Decision, one: str, other: str | None = None, why: str | None = None
) -> tuple[str, int, Path]:
    """Merge two parties or split them; return what holds now, events made anew, the snapshot.

    Without `other`, the party stands alone. Raises what `decide` raises, DatabaseLocked while
    another process writes, ChecksFailed.
    """
    with database.exclusive(settings().working_file):  # nobody stores before it is published
        said = decide(decision, one, other, why, identify.fn)
        events = merge.fn()
        summarise.fn()
        return said, events, publish.fn()


def shown(text: str) -> dict[str, Any]:
    """Return what is known of the party of a name or id."""
    return party_known_as(text)


def lines(party: dict[str, Any]) -> Iterator[str]:
    """Yield what is known of a party, for a person."""
    yield f"{party['name']} · {party['kind']} · {party['country'] or 'no country'} · {party['id']}"
    yield f"Articles: {party['articles']}"
    yield "Told as:"
    for one in party["tellings"]:
        yield f"  {one['id']}  {one['name']} ({one['country'] or 'no country'}), {_articles(one)}"
        yield f"      {one['reason']}"
        if one["aliases"]:
            yield f"      also: {', '.join(one['aliases'])}"
    if party["offices"]:
        yield "Offices:"
    for one in party["offices"]:
        yield f"  {one['title']} ({one['country'] or 'no country'}), {_days(one)}, {_articles(one)}"
    if party["decisions"]:
        yield "Decisions:"
    for one in party["decisions"]:
        names = " and ".join(name for name in (one["party_name"], one["other_name"]) if name)
        why = f": {one['why']}" if one["why"] else ""
        yield f"  {one['decided_at']:%Y-%m-%d} {one['decision']} {names}{why}"


def _articles(row: dict[str, Any]) -> str:
    return f"{row['articles']} article" + ("" if row["articles"] == 1 else "s")


def _days(row: dict[str, Any]) -> str:
    first, last = row["first_seen"], row["last_seen"]
    if first is None:
        return "on no known day"
    return f"seen {first}" if first == last else f"seen {first} to {last}"
