"""The sample newsroom as a flow, and what a newcomer is shown of it.

What belongs here: its settings, the flow, the closing lines. What does not: stages, serving.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from prefect import flow

from flows.ingest import Plan, read_news
from flows.newsroom import FOLDER
from flows.sources import read_rules, read_sources
from flows.summary import Summary
from tasks.database import SQL, query, rows_as_dicts
from tasks.report.tables import aligned
from tasks.settings import settings


@flow(name="sample", flow_run_name="sample newsroom at {address}", persist_result=False)
def sample(address: str) -> Summary:
    """Read the feeds of the sample newsroom that is served at `address`, "host:port"."""
    file, base = FOLDER / "sources.toml", f"http://{address}/"
    plan = Plan(sources=read_sources(file, base=base), rules=read_rules(file, base=base))
    return read_news(plan, kind="sample", label=f"sample newsroom at {address}")


def closing_lines(summary: Summary) -> Iterator[str]:
    """Yield what to show after the run: the counts, two queries' results and what to try next."""
    yield from ("", *summary.lines(), "")
    yield "Who did what, month by month (the view actor_month):"
    result = query(_example("actors_by_month"))
    yield from ("", aligned(result.columns, result.rows), "")
    yield "Three events and the sentences they rest on, [trigger] marked:"
    for event in rows_as_dicts(query(_example("three_events"))):
        yield from ("", _headline(event), _evidence(event))
    yield from ("", "Next, try:", *(f"  {command}" for command in _next_commands()))


def _example(name: str) -> str:
    return (SQL / "examples" / f"{name}.sql").read_text(encoding="utf-8")


def _headline(event: dict[str, Any]) -> str:
    day = event["event_date"] or "undated"
    actors, recipients = " + ".join(event["actors"]), " + ".join(event["recipients"])
    place = f", in {event['place']}" if event["place"] else ""
    return f"  {day}  {event['event_type']}  {actors} → {recipients}{place}"


def _evidence(event: dict[str, Any]) -> str:
    sentence, start, end = event["sentence"], event["trigger_start"], event["trigger_end"]
    marked = f"{sentence[:start]}[{sentence[start:end]}]{sentence[end:]} ({event['outlet']})"
    indent = "      "
    return textwrap.fill(marked, 96, initial_indent=indent, subsequent_indent=indent)


def _next_commands() -> Iterator[str]:
    program, home = ".venv/bin/communique", settings().home
    yield f"{program} query -f sql/examples/meetings_with_proof.sql --db {home}"
    yield f"{program} export plover --db {home} -o events.jsonl"
    yield f"{program} ingest --db data     # the outlets of deployments/sources.toml"
