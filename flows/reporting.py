"""What a run leaves in the Prefect UI: one page that says what it did, or what went wrong.

What belongs here: the page's parts, saving it, telling of failures. What does not: counting
(`ledger`, `summary`), escaping (`tasks.report.markdown`), who is notified (`gates`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from prefect.artifacts import create_markdown_artifact
from prefect.exceptions import TerminationSignal
from prefect.runtime import flow_run
from prefect.utilities.urls import url_for

from flows.gates import AlarmError, notify
from flows.ledger import Ledger
from flows.progress import attempt, is_running
from flows.stopwatch import Stopwatch, timed
from flows.summary import Summary
from tasks import database
from tasks.database import listed, statement
from tasks.report.markdown import code, escaped, listing, redacted, table
from tasks.settings import settings

if TYPE_CHECKING:
    from flows.recode import Outcome

MOST = 10  # dyads shown
Body = Callable[[], Iterable[str]]
AGAIN = "What was stored stays; the next run, or the same command again, completes what was left"
DYADS = """SELECT month, event_type, sentence, url
FROM event_evidence
JOIN dyad_event USING (event_id, event_type)
WHERE actor_country = '{actor_country}' AND recipient_country = '{recipient_country}'
ORDER BY month DESC;"""


@contextmanager
def reported(kind: str, label: str, body: Body) -> Iterator[None]:
    """Save a page about the run within when it ends, and tell of its failure.

    `body` yields parts of the page, in Markdown, when the run has ended. The page's key is the
    kind of run with "-report".
    """
    with timed() as watch:
        try:
            yield
        except BaseException as error:
            _save(kind, _failed(label, error), body, watch)
            if not isinstance(error, AlarmError) or error.is_news:
                _tell(kind, label, error)
            raise
        _save(kind, [f"# Completed: {escaped(label)}"], body, watch)


def _save(kind: str, head: Iterable[str], body: Body, watch: Stopwatch) -> None:
    if not is_running():
        return

    def show() -> UUID:
        page = "\n\n".join((*head, *body(), *stages(watch), *_where()))
        told = f"What the last run of {kind} did"
        return UUID(str(create_markdown_artifact(page, key=f"{kind}-report", description=told)))

    attempt("this run's page", show)


def _tell(kind: str, label: str, error: BaseException) -> None:
    if isinstance(error, Exception) and not isinstance(error, TerminationSignal):
        link = url_for("flow-run", flow_run.id) if flow_run.id else None
        body = redacted(f"{label}: {_message(error)}")
        notify(f"Communiqué: {kind} failed", f"{body}\n{link}" if link else body)


def _is_ours(error: BaseException) -> bool:
    return type(error).__module__.split(".")[0] in ("flows", "tasks")


def _message(error: BaseException) -> str:
    return str(error) if _is_ours(error) else f"{type(error).__name__}: {error}"


def _failed(label: str, error: BaseException) -> Iterator[str]:
    """Yield what went wrong and what is to be done; messages of our own say both."""
    yield f"# Failed: {escaped(label)}"
    if isinstance(error, KeyboardInterrupt | TerminationSignal):
        yield f"The run was stopped. {AGAIN}."
        return
    yield f"**What went wrong:** {escaped(_message(error))}"
    if isinstance(error, AlarmError):
        return
    if _is_ours(error):
        yield f"**What to do:** as it says. {AGAIN}."
    else:
        yield (
            f"**What to do:** nobody expected this. {AGAIN}. If it comes again, `communique doctor`"
            " tells what is wrong with the database; please report it with this run's log."
        )


def ingested(summary: Summary, ledger: Ledger) -> Iterator[str]:
    """Yield what a run read: counts, alarms, outlets, dyads."""
    yield listing(summary.lines())
    if summary.alarms:
        yield "## Alarms"
        rows = [(alarm.gate, alarm.what, alarm.todo) for alarm in summary.alarms]
        yield table(("gate", "what", "what to do"), rows)
    if rows_by_outlet := ledger.rows():
        yield "## Outlets"
        columns = list(rows_by_outlet[0])
        yield table(columns, [[row[name] for name in columns] for row in rows_by_outlet])
    if summary.snapshot and summary.read:
        yield from _dyads(summary.snapshot, sorted(summary.read))


def _dyads(snapshot: Path, articles: Sequence[str]) -> Iterator[str]:
    """Yield which countries met most in what these articles tell, and how to read on."""
    with database.reading(snapshot) as connection:
        named = {"articles": listed(articles), "most": MOST}
        rows = connection.execute(statement("dyads_of_articles"), named).fetchall()
    if rows:
        yield "## Who did most to whom, in what this run read"
        yield table(("actor", "recipient", "events", "types"), rows)
        first = dict(zip(("actor_country", "recipient_country"), rows[0][:2], strict=True))
        yield "The sentences behind a line:"
        yield code(DYADS.format(**first), "sql")


def recoded(outcome: Outcome) -> Iterator[str]:
    """Yield how many articles were coded anew, and what that changed."""
    counts = (f"{name}: {count:,}" for name, count in outcome.counts().items())
    yield listing((*counts, f"coder: {outcome.coder or 'unknown'}"))
    if outcome.differences:
        yield "## What moved most; all is in the view recode_differences"
        names = [name for name in outcome.differences[0] if name != "examples"]
        yield table(names, [[row[name] for name in names] for row in outcome.differences[:MOST]])


def stages(watch: Stopwatch) -> Iterator[str]:
    """Yield how long each stage took."""
    if watch.stages:
        yield "## Stages"
        rows = [(name, laps, seconds) for name, (laps, seconds) in watch.stages.items()]
        yield table(("stage", "times", "seconds"), rows)


def _where() -> Iterator[str]:
    snapshot = settings().snapshot_file
    if snapshot.is_file():
        yield "## Where it is"
        yield code(f"communique query 'FROM actor_month LIMIT 10' --db {snapshot.parent}", "sh")
