"""Commands that code stored articles anew: recode.

What belongs here: options, exit status, wording. What does not: work of any kind.
"""

from __future__ import annotations

import json
from datetime import datetime

import click

from flows.options import (
    home_option,
    json_option,
    since_option,
    until_option,
)


@click.command()
@since_option
@until_option
@home_option
@json_option
def recode(since: datetime | None, until: datetime | None, as_json: bool) -> None:
    """Code stored articles anew that an earlier coder coded, and show what changed.

    Needs no network. Readers see the earlier coding until all is done; stop it at any time, and
    the same command goes on. Undated articles are coded anew only without --since and --until.
    The difference by month, type and dyad is also in the view recode_differences.

    \b
    Example: communique recode --since 2023-03-01 --until 2023-04-01
    """
    first, end = (moment.date() if moment else None for moment in (since, until))
    if first and end and first >= end:
        raise click.UsageError(f"--until {end} must be later than --since {first}.")
    from flows.run import run_recode

    outcome = run_recode(first, end)
    if as_json:
        click.echo(json.dumps(outcome.as_json(), default=str, ensure_ascii=False))
    else:
        click.echo("\n".join(outcome.lines()))
    if outcome.rejections:
        raise SystemExit(1)
