"""Code stored articles anew, without the network: the stages, composed over batches.

What belongs here: which stage runs when, and what is said at the end. What does not: what a stage
does.

The working file changes batch by batch, the published snapshot once, when all is done: until then
readers see the earlier coding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from prefect import flow
from prefect.runtime import flow_run

from flows.parameters import Since, Until
from flows.progress import progress, say
from flows.recovery import ended, reconcile
from flows.reporting import recoded, reported
from flows.stopwatch import lap
from tasks import database
from tasks.events.coding import coder
from tasks.extract import extract
from tasks.gauge import expect_models
from tasks.identify import identify
from tasks.merge import merge
from tasks.publish import publish
from tasks.recode import (
    Recode,
    begin_recode,
    complete_recode,
    store_codings,
    stored_articles,
)
from tasks.records import Rejection
from tasks.report.tables import aligned
from tasks.settings import settings
from tasks.store import finish_run, start_run
from tasks.summarise import summarise

SHOWN = 20  # rows of the difference on a terminal; all are in the view recode_differences
LENGTH = 70  # characters of an example there
COLUMNS = {
    "month": "month",
    "event_type": "type",
    "actor_country": "actor",
    "recipient_country": "recipient",
    "events_before": "before",
    "events_after": "after",
    "reports_added": "added",
    "reports_gone": "gone",
    "reports_changed": "changed",
}


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What one run of a recode did, and what the whole recode changed."""

    run_id: str = ""  # known once it is begun
    coder: str = ""  # known once its models are found to be right
    recode: Recode | None = None  # None where nothing was to be coded anew
    articles: int = 0  # coded anew in this run
    reports: int = 0
    events: int = 0  # created or changed
    rejections: list[Rejection] = field(default_factory=list)
    differences: list[dict[str, Any]] = field(default_factory=list)
    snapshot: Path | None = None

    def counts(self) -> dict[str, int]:
        """Return the numbers alone, as the run table keeps them."""
        numbers = ("articles", "reports", "events")
        return {name: getattr(self, name) for name in numbers} | {
            "rejections": len(self.rejections),
            "differences": len(self.differences),
        }

    def as_json(self) -> dict[str, Any]:
        """Return everything a program wants to know; days are dates."""
        return {
            "run_id": self.run_id,
            "recode_id": self.recode.id if self.recode else None,
            "coder": self.coder,
            **self.counts(),
            "rejections": [asdict(loss) for loss in self.rejections],
            "differences": self.differences,
            "snapshot": str(self.snapshot),
        }

    def lines(self) -> Iterator[str]:
        """Yield the closing lines for a person."""
        if self.recode is None:
            yield "Nothing to recode: the present coder coded every article of these days."
        else:
            yield (
                f"Articles coded anew: {self.articles}. Reports: {self.reports}. "
                f"Events new or changed: {self.events}."
            )
            yield from self._told()
        yield from self._losses()
        yield f"Database to query: {self.snapshot}"

    def _told(self) -> Iterator[str]:
        if not self.differences:
            yield "Reports and events are as they were."
            return
        yield "Difference by month, type and dyad, in events, then in reports:"
        shown = self.differences[:SHOWN]
        rows = [[*(row[name] for name in COLUMNS), _example(row)] for row in shown]
        yield aligned([*COLUMNS.values(), "for example"], rows)
        if more := len(self.differences) - len(shown):
            yield f"and {more} more: see the view recode_differences."

    def _losses(self) -> Iterator[str]:
        for reason, count in Counter(loss.reason for loss in self.rejections).most_common():
            example = next(loss for loss in self.rejections if loss.reason == reason)
            yield f"Left as they were: {count}, {reason}, for example: {example.detail}"


def _example(row: dict[str, Any]) -> str | None:
    if not row["examples"]:
        return None
    first = row["examples"][0]
    sentence = " ".join(first["sentence"].split())
    short = sentence if len(sentence) <= LENGTH else f"{sentence[:LENGTH].rstrip()} …"
    return f"{first['changed'] or first['change']}: {short}"


def label(since: date | None = None, until: date | None = None) -> str:
    """Return a short name for what is coded anew: the days of publication."""
    days = [f"from {since}" if since else "", f"until {until}" if until else ""]
    return " ".join(filter(None, days)) or "every article"


def _run_name() -> str:
    given = flow_run.parameters
    return f"recode {label(given.get('since'), given.get('until'))}"


@flow(name="recode", flow_run_name=_run_name, persist_result=False)
def recode(since: Since = None, until: Until = None) -> Outcome:
    """Code the stored articles anew that another coder coded, and publish a snapshot.

    `since` and `until` bound the days of publication, the second without itself; without either,
    undated articles are among them. A run that ended early is gone on with by the next for the
    same days. An article that cannot be coded keeps what it has, and is stored as a rejection.
    """
    reconcile()
    outcome = Outcome()
    status, reason = "failed", None
    page = reported("recode", label(since, until), lambda: recoded(outcome))
    with page, ExitStack() as alone:
        outcome.run_id = start_run("recode", label(since, until))
        try:
            expect_models()
            outcome.coder = coder(settings().spacy_model)
            outcome.recode = begin_recode(outcome.run_id, outcome.coder, since, until)
            if outcome.recode:
                _code_anew(outcome, outcome.recode)
            # What another run stores now would be published half: it waits for the snapshot.
            alone.enter_context(database.exclusive(settings().working_file))
            with database.working():  # held open, the file is written to once
                identify()
                lap("identify")
                outcome.events = merge()
                lap("merge")
                say(f"Merged: {outcome.events} events new or changed")
                summarise()
                lap("summarise")
                if outcome.recode:
                    outcome.differences = complete_recode(outcome.recode.id)
            status = "completed"
        except BaseException as error:
            status, reason = ended(error)
            raise
        finally:
            finish_run(outcome.run_id, outcome.counts(), status, reason)
        outcome.snapshot = publish()
        lap("publish")
    return outcome


def _code_anew(outcome: Outcome, recode: Recode) -> None:
    if recode.resumed:
        say(f"Going on: {recode.left} of {recode.articles} articles are left")
    tell = progress("recode-progress")
    number, after = 1, None
    while articles := stored_articles(recode.id, outcome.coder, after):
        name, after = f"batch {number}", articles[-1]
        extracted = extract(articles, name)
        lap("extract")
        stored = store_codings(extracted.codings, extracted.rejections, name)
        lap("store")
        outcome.articles += stored.articles
        outcome.reports += stored.reports
        outcome.rejections += extracted.rejections
        said = f"{outcome.articles} of {recode.left} articles, {outcome.reports} reports"
        lost = f", {len(outcome.rejections)} lost" if outcome.rejections else ""
        say(f"{name.capitalize()}: {said}{lost}")
        tell(outcome.articles + len(outcome.rejections), recode.left)
        number += 1
