"""Commands that ask the snapshot: query.

What belongs here: options, exit status, wording. What does not: work of any kind.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from flows.options import (
    FILE,
    home_option,
    json_option,
)


@click.command()
@click.argument("sql", required=False, metavar="[SQL]")
@click.option("-f", "--file", type=FILE, help="Read the statement from a file.")
@home_option
@json_option
def query(sql: str | None, file: Path | None, as_json: bool) -> None:
    """Run a SQL statement on the published snapshot.

    Where the answer comes from, how old it is and which run came last is told on standard error.

    \b
    Example: communique query "SELECT * FROM actor_month ORDER BY events DESC LIMIT 10"
    """
    if bool(sql) == bool(file):
        raise click.UsageError("give either a SQL statement or -f FILE.")
    from tasks.database import rows_as_dicts
    from tasks.report.tables import aligned
    from tasks.snapshot import ask

    answer = ask(sql or (file.read_text(encoding="utf-8") if file else ""))
    if as_json:
        click.echo(json.dumps(rows_as_dicts(answer.result), default=str, ensure_ascii=False))
    else:
        click.echo(aligned(answer.result.columns, answer.result.rows))
    click.echo("\n".join(answer.lines(datetime.now(UTC))), err=True)
