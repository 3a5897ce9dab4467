"""What an operator decides of events, and what is known of one.

What belongs here: which stages a decision runs, and the words that are shown. What does not: what a
stage does.

The stages run by themselves, without a flow and its server: a decision takes a second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from tasks import database
from tasks.decide_events import decide
from tasks.merge import merge
from tasks.publish import publish
from tasks.settings import settings
from tasks.storing.deciding import Decision
from tasks.storing.named_events import event_known_as
from tasks.summarise import summarise

FORMS = {"day": "%Y-%m-%d", "week": "the week of %Y-%m-%d", "month": "%Y-%m", "year": "%Y"}


def decide_events(
    decision: Decision, one: str, other: str | None = None, why: str | None = None
) -> tuple[str, int, Path]:
    """Merge two events or split one; return what holds now, events made anew, the snapshot.

    Raises what `decide` raises, DatabaseLocked while another process writes, ChecksFailed.
    """
    with database.exclusive(settings().working_file):  # nobody stores before it is published
        said, events = decide(decision, one, other, why, merge.fn)
        summarise.fn()
        return said, events, publish.fn()


def shown(text: str) -> dict[str, Any]:
    """Return what is known of the event of an id, or of which a report has it."""
    return event_known_as(text)


def lines(event: dict[str, Any]) -> Iterator[str]:
    """Yield what is known of an event, for a person."""
    kind = " · ".join((event["event_type"], *event["modes"]))
    yield f"{kind} · {event['realis']} · {event['id']}"
    yield f"When: {_when(event)}"
    yield f"Where: {_where(event)}"
    for role in ("actor", "recipient"):
        if names := [_party(one) for one in event["participants"] or () if one["role"] == role]:
            yield f"{role.capitalize()}: {', '.join(names)}"
    score = event["plover_score"]
    yield f"Class {event['quad_class']}, score {'unknown' if score is None else f'{score:g}'}"
    if event["contexts"]:
        yield f"Contexts: {', '.join(event['contexts'])}"
    yield f"Reports: {len(event['reports'])}"
    for report in event["reports"]:
        yield from _report(report)
    yield from _disagreements(event["disagreements"])
    yield from _decisions(event["decisions"])


def _report(report: dict[str, Any]) -> Iterator[str]:
    title = f": {report['title']}" if report["title"] else ""
    yield f"  {report['id']}  {report['outlet']}, {report['published_on'] or 'undated'}{title}"
    yield f"      {_sentence(report)}"
    told = [_when(report), _where(report), *(_count(one) for one in report["counts"] or ())]
    yield f"      tells: {'; '.join(told)}"
    yield f"      why: {report['reason']}"
    yield f"      {report['url']}"


def _sentence(report: dict[str, Any]) -> str:
    """Return the sentence on one line, the words that evoke the event in brackets."""
    marked = f"{report['before_trigger']}[{report['trigger']}]{report['after_trigger']}"
    return " ".join(marked.split())


def _disagreements(fields: Sequence[dict[str, Any]]) -> Iterator[str]:
    if fields:
        yield "The reports disagree on:"
    for field in fields:
        told = "; ".join(f"{one['value']} ({one['reports']})" for one in field["told"])
        yield f"  {field['field']}: {told} → {field['taken'] or 'none of these'}"


def _decisions(decisions: Sequence[dict[str, Any]]) -> Iterator[str]:
    if decisions:
        yield "Decisions:"
    for one in decisions:
        reports = " and ".join(one[key] or "a report now gone" for key in ("report_id", "other_id"))
        why = f": {one['why']}" if one["why"] else ""
        yield f"  {one['decided_at']:%Y-%m-%d} {one['decision']} {reports}{why}"


def _when(told: dict[str, Any]) -> str:
    day: date | None = told["event_date"]
    if day is None or told["date_precision"] not in FORMS:
        return "no date"
    return f"{day.strftime(FORMS[told['date_precision']])} ({told['date_basis'] or 'no basis'})"


def _where(told: dict[str, Any]) -> str:
    if told["place"] is None:
        return "no place"
    country = f", {told['place_country']}" if told["place_country"] else ""
    return f"{told['place']}{country} ({told['place_basis'] or 'no basis'})"


def _party(one: dict[str, Any]) -> str:
    return f"{one['name']} ({one['country'] or 'no country'})"


def _count(one: dict[str, Any]) -> str:
    return f"{one['kind']}: {' '.join(one['words'].split())}"
