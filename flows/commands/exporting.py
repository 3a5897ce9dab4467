"""Commands that write events in a form that other tools read: export.

What belongs here: options, exit status, wording. What does not: work of any kind
(`flows.exporting`).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import cast

import click

from flows.options import home_option
from tasks.report.export_tables import ALSO, FILLED, PUBLIC

to_option = click.option(
    "-o", "--out", type=click.Path(dir_okay=False, path_type=Path), default="-",
    help="File to write, put in place whole (default: standard output).",
)  # fmt: skip
folder_option = click.option(
    "-o", "--out", type=click.Path(file_okay=False, path_type=Path), required=True, metavar="DIR",
    help="Folder to write; an earlier export there is replaced.",
)  # fmt: skip
header_option = click.option(
    "--header/--no-header", default=True, help="Column names in the first line (default: yes)."
)


@click.group()
def export() -> None:
    """Write events in a form that other tools read."""


@export.command("plover")
@home_option
@to_option
def export_plover(out: Path) -> None:
    """Write events as JSON lines with the field names of the PLOVER codebook.

    \b
    Example: communique export plover -o events.jsonl
    """
    from flows.exporting import plover_lines

    _put(plover_lines(), out)


@export.command("csv")
@click.option(
    "--table", "tables", multiple=True, default=("events",), metavar="NAME",
    type=click.Choice((*PUBLIC, *FILLED, *ALSO)),
    help="events, reports, participants, actor_month or another public table; may be given again "
    "when -o is a folder. The default is events.",
)  # fmt: skip
@home_option
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), default="-", metavar="FILE|DIR",
    help="File, or folder for NAME.csv of each table (default: standard output).",
)  # fmt: skip
def export_csv(tables: tuple[str, ...], out: Path) -> None:
    """Write tables as CSV that no spreadsheet takes for formulas.

    A text that begins like a formula gets an apostrophe before it; lists are joined by "|".

    \b
    Example: communique export csv --table events --table actor_month -o tables/
    """
    from flows.exporting import csv_files, csv_table

    if out.is_dir() or (len(tables) > 1 and not out.is_file() and str(out) != "-"):
        for file in csv_files(tables, out):
            click.echo(file, err=True)
    elif len(tables) > 1:
        raise click.UsageError("several tables need a folder: -o DIR.")
    else:
        _put(csv_table(tables[0]), out)


@export.command("parquet")
@home_option
@folder_option
def export_parquet(out: Path) -> None:
    """Write every public table as Parquet, events split by year and month, with a dictionary.

    \b
    Example: communique export parquet -o parquet/
    """
    from flows.exporting import parquet_folder

    sizes = parquet_folder(out)
    for table, rows in sizes.items():
        click.echo(f"{rows:>12,}  {table}", err=True)
    click.echo(f"{out}: {len(sizes)} tables, described in DICTIONARY.md", err=True)


@export.command("gdelt")
@click.option(
    "--layout", type=click.Choice(("1.0", "2.0")), default="2.0", show_default=True,
    help="Which of GDELT's: 58 or 61 columns.",
)  # fmt: skip
@header_option
@home_option
@to_option
def export_gdelt(layout: str, header: bool, out: Path) -> None:
    """Write events in the columns of GDELT's event table, tab-separated, one line a dyad.

    \b
    Example: communique export gdelt --layout 1.0 -o events.tsv
    """
    from flows.exporting import gdelt_lines
    from tasks.report.export_gdelt import Layout

    _put(gdelt_lines(layout=cast(Layout, layout), header=header), out)
    _say_left_out()


@export.command("icews")
@header_option
@home_option
@to_option
def export_icews(header: bool, out: Path) -> None:
    """Write events in the columns of the ICEWS coded event data, tab-separated, one line a dyad.

    \b
    Example: communique export icews -o events.tab
    """
    from flows.exporting import icews_lines

    _put(icews_lines(header=header), out)
    _say_left_out()


def _put(lines: Iterable[str], out: Path) -> None:
    from flows.exporting import write

    if str(out) != "-":
        write(out, lines)
        return
    with click.open_file("-", "w", encoding="utf-8") as stream:
        stream.writelines(lines)


def _say_left_out() -> None:
    from flows.exporting import left_out

    if left := left_out():
        click.echo(f"{left} events that are not actual (historical, future …) left out.", err=True)
