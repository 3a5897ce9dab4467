"""Commands about events: show, merge, split.

What belongs here: options, exit status, wording. What does not: work of any kind.
"""

from __future__ import annotations

import json
from typing import Literal

import click

from flows.options import (
    home_option,
    json_option,
)


@click.group()
def events() -> None:
    """See which reports are one event and why, and correct it.

    Events and reports are named by their ids, as `query` and the exports give them, or by the first
    six or more letters of these; a report names its event.
    """


@events.command("show")
@click.argument("event", metavar="EVENT")
@home_option
@json_option
def show_event(event: str, as_json: bool) -> None:
    """Show an event: its reports with their sentences, why they are one, on what they disagree.

    \b
    Example: communique events show 3f9a0c
    """
    from flows import prefect_env

    prefect_env.prepare()
    from flows.events import lines, shown

    found = shown(event)
    if as_json:
        click.echo(json.dumps(found, default=str, ensure_ascii=False))
    else:
        click.echo("\n".join(lines(found)))


@events.command("merge")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.option("--why", help="The reason, kept with the decision.")
@home_option
def merge_events(one: str, other: str, why: str | None) -> None:
    """Have two events be one, and publish.

    It outranks the rules and outlives a recode; `split A` takes it back.

    \b
    Example: communique events merge 3f9a0c 81d2b7 --why "the agencies' clocks differ"
    """
    _decide("merge", one, other, why)


@events.command("split")
@click.argument("event", metavar="EVENT")
@click.argument("report", required=False, metavar="[REPORT]")
@click.option("--why", help="The reason, kept with the decision.")
@home_option
def split_event(event: str, report: str | None, why: str | None) -> None:
    """Have a report be of no event with the others of its event, and publish.

    Without REPORT, take back what was merged into the event. A report that was split off is taken
    back by `merge`.

    \b
    Example: communique events split 3f9a0c 5b77e1 --why "another raid, a day later"
    """
    _decide("split", event, report, why)


def _decide(
    decision: Literal["merge", "split"], one: str, other: str | None, why: str | None
) -> None:
    from flows import prefect_env

    prefect_env.prepare()
    from flows.events import decide_events

    said, made, snapshot = decide_events(decision, one, other, why)
    click.echo(f"{said} Events made anew: {made}.\nDatabase to query: {snapshot}")
