"""Options that several commands share.

What belongs here: their names, help and effect on settings. What does not: commands.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def home_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --db DIR, which is COMMUNIQUE_HOME for this one command."""
    return click.option(
        "--db",
        metavar="DIR",
        type=click.Path(file_okay=False),
        expose_value=False,
        callback=_use_home,
        help="Folder where the database lives (default: COMMUNIQUE_HOME, else ./data).",
    )(command)


def _use_home(_ctx: click.Context, _param: click.Parameter, folder: str | None) -> None:
    from tasks.settings import settings

    if folder is not None:
        os.environ["COMMUNIQUE_HOME"] = folder
        settings.cache_clear()


json_option = click.option("--json", "as_json", is_flag=True, help="Machine-readable output.")
out_option = click.option(
    "-o", "--out", type=click.File("w", encoding="utf-8", lazy=True), default="-",
    help="File to write (default: standard output).",
)  # fmt: skip
_DAY = click.DateTime(formats=["%Y-%m-%d"])
since_option = click.option(
    "--since", type=_DAY, metavar="DAY", help="First day of publication, such as 2023-03-01."
)
until_option = click.option(
    "--until", type=_DAY, metavar="DAY", help="Day of publication to stop before."
)
