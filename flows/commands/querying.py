"""Commands that ask the snapshot: query, export.

What belongs here: options, exit status, wording. What does not: work of any kind.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO

import click

from flows.options import (
    FILE,
    home_option,
    json_option,
    out_option,
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


@click.group()
def export() -> None:
    """Write events in a form that other tools read."""


@export.command("plover")
@home_option
@out_option
def export_plover(out: IO[str]) -> None:
    """Write events as JSON lines with the field names of the PLOVER codebook.

    \b
    Example: communique export plover -o events.jsonl
    """
    from tasks.database import query, rows_as_dicts, statement
    from tasks.report.export import plover

    for line in plover(rows_as_dicts(query(statement("export_plover")))):
        click.echo(line, file=out)
