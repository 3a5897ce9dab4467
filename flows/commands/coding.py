"""Commands without a database: code, clean.

What belongs here: options, exit status, wording. What does not: work of any kind.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import IO

import click

from flows.options import (
    FILE,
    out_option,
)


@click.command()
@click.argument("file", metavar="IN.jsonl", type=FILE)
@click.option(
    "--explain", is_flag=True, help="Tell in words what was judged in each sentence, and why."
)
@out_option
def code(file: Path, explain: bool, out: IO[str]) -> None:
    """Code articles, without a database.

    Lines in: {"id", "text", "title"?, "published"?, "url"?}. One JSON line out for each;
    positions count characters of "text". Broken lines are named and the others still coded.

    \b
    Example: communique code articles.jsonl -o events.jsonl
    """
    from flows.stateless import code_lines, explain_lines

    broken = 0
    for result in explain_lines(file) if explain else code_lines(file):
        if isinstance(result, str):
            broken += 1
            click.echo(result, err=True)
        elif explain:
            click.echo("\n".join([f"== {result['id']}", *result["lines"]]), file=out)
        else:
            click.echo(json.dumps(result, ensure_ascii=False), file=out)
    if broken:
        raise SystemExit(1)


@click.command()
@click.argument("pages", nargs=-1, required=True, metavar="PAGE.html...", type=FILE)
@click.option("--url", help="Address the page was fetched from; only with a single page.")
def clean(pages: tuple[Path, ...], url: str | None) -> None:
    """Show the article in saved pages: one JSON line per page.

    \b
    Example: communique clean page.html --url https://www.tehrantimes.com/news/1
    """
    from flows.stateless import clean_files

    if url and len(pages) > 1:
        raise click.UsageError("--url goes with a single page.")
    lost = False
    for result in clean_files(pages, url):
        lost = lost or isinstance(result, str)
        if isinstance(result, str):
            click.echo(result, err=True)
        else:
            click.echo(json.dumps(result, ensure_ascii=False))
    if lost:
        raise SystemExit(1)
