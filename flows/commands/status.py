"""The command that says how things stand: status.

What belongs here: options, exit status, wording. What does not: work of any kind.
"""

from __future__ import annotations

import json
from datetime import timedelta

import click

from flows.options import home_option, json_option


@click.command()
@click.option(
    "--stale", metavar="HOURS", type=click.FloatRange(min=0), default=24.0, show_default=True,
    help="Age from which the snapshot is too old.",
)  # fmt: skip
@home_option
@json_option
def status(stale: float, as_json: bool) -> None:
    """Say in ten lines what ran, what is due, what failed and why, and how fresh the snapshot is.

    Asks the database and, where one answers, the Prefect server: that of PREFECT_API_URL, else the
    one that `make serve` starts here. Status 1 when nothing is published, the snapshot is too old,
    the last run did not complete, or runs are late.

    \b
    Example: communique status --stale 3
    """
    from flows.status import look

    found = look(timedelta(hours=stale))
    if as_json:
        click.echo(json.dumps(found.as_json(), default=str, ensure_ascii=False))
    else:
        click.echo("\n".join(found.lines()))
    if found.faults:
        raise SystemExit(1)
