"""Commands that read news into the database: ingest, backfill, sources, publish, sample.

What belongs here: options, exit status, wording. What does not: work of any kind.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.options import (
    FILE,
    home_option,
    json_option,
    since_option,
    until_option,
)

if TYPE_CHECKING:
    from tasks.backfilling import Every

DAY = click.DateTime(formats=["%Y-%m-%d"])
CHUNK = click.Choice(["month", "day"])


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@since_option
@until_option
@home_option
@json_option
def ingest(
    sources: tuple[str, ...], since: datetime | None, until: datetime | None, as_json: bool
) -> None:
    """Read feeds, pages, files or folders into the database.

    SOURCE is the URL of a feed, sitemap, home page or article, or a .txt, .html, .jsonl, .urls
    or .warc file, or a folder of them. Without any, the outlets of deployments/sources.toml are
    read. Days are those of publication: as the feed or sitemap tells, else as the article does.

    \b
    Example: communique ingest articles/ https://www.tehrantimes.com/rss --since 2023-03-01
    """
    from flows.run import run_ingest

    first, end = (moment.date() if moment else None for moment in (since, until))
    _expect(sources, first, end)
    summary = run_ingest(sources, first, end)
    click.echo(json.dumps(summary.as_json()) if as_json else "\n".join(summary.lines()))
    if not summary.articles or (sources and summary.lost_by_name):
        raise SystemExit(1)


def _expect(sources: Sequence[str], since: date | None, until: date | None) -> None:
    """Raise UsageError for what the flows would not take, before Prefect is started."""
    from flows.parameters import ParameterError, sources_named

    if since and until and since >= until:
        raise click.UsageError(f"--until {until} must be later than --since {since}.")
    try:
        sources_named(sources)
    except ParameterError as error:
        raise click.UsageError(str(error)) from error


@click.command()
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--since", type=DAY, metavar="DAY", required=True, help="First day of publication.")
@click.option("--until", type=DAY, metavar="DAY", required=True, help="Day to stop before.")
@click.option("--every", type=CHUNK, default="month", show_default=True, help="Length of a chunk.")
@click.option("--anew", is_flag=True, help="Read chunks again, too, that are complete.")
@click.option("--on-server", is_flag=True, help="Hand it to the workers of PREFECT_API_URL.")
@home_option
@json_option
def backfill(
    sources: tuple[str, ...],
    since: datetime,
    until: datetime,
    every: Every,
    anew: bool,
    on_server: bool,
    as_json: bool,
) -> None:
    """Read the news of past days, chunk by chunk, resumable.

    SOURCE is as in `communique ingest`; without any, the outlets of deployments/sources.toml are
    read. Of an outlet's old articles only a sitemap, an archive page or a .warc file tells: a feed
    names the latest alone. Each chunk is a run of its own. Started again, the same backfill reads
    what is not complete.

    \b
    Example: communique backfill --since 2023-01-01 --until 2024-01-01 archive/2023.warc.gz
    """
    from flows.run import hand_over_backfill, run_backfill

    first, end = since.date(), until.date()
    _expect(sources, first, end)
    if on_server:
        click.echo(f"Handed over: {hand_over_backfill(sources, first, end, every, anew=anew)}")
        return
    done = run_backfill(sources, first, end, every, anew=anew)
    click.echo(json.dumps(done.rows()) if as_json else "\n".join(done.lines()))
    if done.faults:
        raise SystemExit(1)


@click.group()
def sources() -> None:
    """Look after the outlets that are read."""


@sources.command("check")
@click.argument("sources", nargs=-1, metavar="[SOURCE]...")
@click.option("--file", type=FILE, help="Outlets to check (default: deployments/sources.toml).")
@json_option
def check(sources: tuple[str, ...], file: Path | None, as_json: bool) -> None:
    """Ask each outlet whether it answers, what it offers and when it last had news.

    SOURCE is the URL of a feed, sitemap or home page; without any, those of the file are asked.

    \b
    Example: communique sources check https://www.tehrantimes.com/
    """
    from flows import prefect_env

    prefect_env.prepare()
    from flows.check_sources import as_dicts, check_sources, lines
    from flows.sources import DEFAULT, read_sources
    from tasks.records import Source

    named = tuple(Source(location=location) for location in sources)
    checks = check_sources(named or read_sources(file or DEFAULT))
    click.echo(json.dumps(as_dicts(checks)) if as_json else "\n".join(lines(checks)))
    if not all(check.answers for check in checks):
        raise SystemExit(1)


@click.command()
@home_option
def publish() -> None:
    """Publish the stored tables as a snapshot to query.

    \b
    Example: communique publish --db data
    """
    from flows.run import run_publish

    click.echo(run_publish())


@click.command()
@home_option
def sample() -> None:
    """Read the sample newsroom over loopback and show what came of it.

    It lives in data/sample unless --db or COMMUNIQUE_HOME says otherwise.

    \b
    Example: communique sample
    """
    from flows.run import run_sample

    for line in run_sample():
        click.echo(line)
