"""Commands that ask the snapshot: query.

What belongs here: options, exit status, wording. What does not: work of any kind.
"""

from __future__ import annotations

import json
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

    \b
    Example: communique query "SELECT * FROM actor_month ORDER BY events DESC LIMIT 10"
    """
    if bool(sql) == bool(file):
        raise click.UsageError("give either a SQL statement or -f FILE.")
    from tasks.database import query as run
    from tasks.database import rows_as_dicts
    from tasks.report.tables import aligned
    from tasks.settings import settings

    result = run(sql or (file.read_text(encoding="utf-8") if file else ""))
    if as_json:
        click.echo(json.dumps(rows_as_dicts(result), default=str, ensure_ascii=False))
    else:
        click.echo(aligned(result.columns, result.rows))
    click.echo(f"{len(result.rows)} rows from {settings().snapshot_file}", err=True)
