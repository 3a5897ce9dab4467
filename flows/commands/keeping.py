"""Commands that keep a database: doctor, backup, restore.

What belongs here: options, exit status, wording. What does not: work of any kind.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from flows.options import (
    FILE,
    home_option,
    json_option,
)


@click.command()
@click.option("--deep", is_flag=True, help="Read every value and every kept body, too.")
@home_option
@json_option
def doctor(deep: bool, as_json: bool) -> None:
    """Say what is wrong with the database, where, and what to do; change nothing.

    Looks at the working file and the snapshot, what must hold of their tables, versions, runs that
    never ended, bodies, leftovers and free space. Status 1 when something is wrong.

    \b
    Example: communique doctor
    """
    from tasks.doctor import examine

    found = examine(deep=deep)
    if as_json:
        told = {"well": found.well, **asdict(found)}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        click.echo("\n".join(found.lines()))
    if not found.well:
        raise SystemExit(1)


@click.command()
@click.argument("target", metavar="FILE|DIR", type=click.Path())
@click.option("--force", is_flag=True, help="Replace FILE where there is one.")
@home_option
def backup(target: str, force: bool) -> None:
    """Write everything that cannot be made anew into one verified file.

    That is the database with what was decided of parties and events, and the pages that were read.
    Into DIR, or DIR/ to be made, it is written under a name that tells the time. Other commands
    may run meanwhile.

    \b
    Example: communique backup backups/
    """
    from tasks.backup import backup as run

    place = Path(target)
    if target.endswith("/"):
        place.mkdir(parents=True, exist_ok=True)
    click.echo("\n".join(run(place, force=force).lines()))


@click.command()
@click.argument("file", type=FILE)
@click.option("--force", is_flag=True, help="Replace the database that is there.")
@home_option
def restore(file: Path, force: bool) -> None:
    """Put a backup in the place of the database, and publish it.

    What is there stays until the backup is unpacked and verified.

    \b
    Example: communique restore backups/communique-20230305T120000Z.tar --db data
    """
    from flows import prefect_env

    prefect_env.prepare()
    from flows.restoring import restore_and_publish

    restored, snapshot = restore_and_publish(file, force=force)
    click.echo("\n".join([*restored.lines(), f"Database to query: {snapshot}"]))
