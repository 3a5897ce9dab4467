"""The command `communique`: arguments in, one call, words or JSON out.

What belongs here: options, exit status, wording of errors. What does not: work of any kind.
Commands import what they need when they run, so that only those that orchestrate load Prefect.

Exit status: 0 all well; 1 something was lost or failed; 2 the command was used wrongly.
"""

from __future__ import annotations

import json
import signal
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Literal

import click

from flows.options import (
    FILE,
    FOLDER,
    home_option,
    json_option,
    out_option,
    since_option,
    until_option,
)


class Communique(click.Group):
    """A group whose commands answer a user's mistake with one line, not a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; errors a user can do something about end it with status 1."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server may take a second to stop
            raise
        except (click.ClickException, BrokenPipeError):
            raise
        except Exception as error:
            if (message := _for_user(error)) is None:
                raise
            raise click.ClickException(message) from error


def _for_user(error: Exception) -> str | None:
    """Return the message of an error that was written for users or names a path of theirs."""
    if type(error).__module__.split(".")[0] in ("flows", "tasks"):
        return str(error)
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}."
    return None


@click.group(cls=Communique, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="communique")
def main() -> None:
    """Who did what to whom, read from the news.

    \b
    Example: communique sample
    """


@main.command()
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
    if first and end and first >= end:
        raise click.UsageError(f"--until {end} must be later than --since {first}.")
    summary = run_ingest(sources, first, end)
    click.echo(json.dumps(summary.as_json()) if as_json else "\n".join(summary.lines()))
    if not summary.articles or (sources and summary.lost_by_name):
        raise SystemExit(1)


@main.group("sources")
def source_list() -> None:
    """Look after the outlets that are read."""


@source_list.command("check")
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


@main.command()
@home_option
def publish() -> None:
    """Publish the stored tables as a snapshot to query.

    \b
    Example: communique publish --db data
    """
    from flows.run import run_publish

    click.echo(run_publish())


@main.command()
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


@main.command()
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


@main.command()
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


@main.group("parties")
def party_list() -> None:
    """See who is known by which names, and correct who is one with whom."""


@party_list.command("show")
@click.argument("party", metavar="NAME|ID")
@home_option
@json_option
def show_party(party: str, as_json: bool) -> None:
    """Show a party: its names with the reason why they are one, its offices, its articles.

    \b
    Example: communique parties show "Antonio Guterres"
    """
    from flows import prefect_env

    prefect_env.prepare()
    from flows.parties import lines, shown

    found = shown(party)
    if as_json:
        click.echo(json.dumps(found, default=str, ensure_ascii=False))
    else:
        click.echo("\n".join(lines(found)))


@party_list.command("merge")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.option("--why", help="The reason, kept with the decision.")
@home_option
def merge_parties(one: str, other: str, why: str | None) -> None:
    """Have two parties be one, given by name or id, and publish.

    It outranks the rules and later runs keep to it; `split` takes it back.

    \b
    Example: communique parties merge "Kofi Mensah" "K. B. Mensah" --why "the party's own site"
    """
    _decide("merge", one, other, why)


@party_list.command("split")
@click.argument("one", metavar="A")
@click.argument("other", required=False, metavar="[B]")
@click.option("--why", help="The reason, kept with the decision.")
@home_option
def split_parties(one: str, other: str | None, why: str | None) -> None:
    """Have two names be two parties, or one name a party of its own, and publish.

    A and B are names as told, or their ids; `parties show` lists them.

    \b
    Example: communique parties split "Kofi Mensah" "K. B. Mensah" --why "father and son"
    """
    _decide("split", one, other, why)


def _decide(
    decision: Literal["merge", "split"], one: str, other: str | None, why: str | None
) -> None:
    from flows import prefect_env

    prefect_env.prepare()
    from flows.parties import decide_parties

    said, events, snapshot = decide_parties(decision, one, other, why)
    click.echo(f"{said} Events made anew: {events}.\nDatabase to query: {snapshot}")


@main.command()
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


@main.group()
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


@main.group()
def evaluate() -> None:
    """Score the coder or the cleaner against gold of your own."""


@evaluate.command("events")
@click.argument("gold", metavar="GOLD.jsonl", type=FILE)
@click.argument("articles", metavar="ARTICLES.jsonl", type=FILE)
@json_option
def evaluate_events(gold: Path, articles: Path, as_json: bool) -> None:
    """Code the articles and score the events: precision, recall and F1 by type.

    \b
    Example: communique evaluate events gold.jsonl articles.jsonl
    """
    from flows.stateless import evaluate_events
    from tasks.evaluation.events import format_scores, to_dict

    scores = evaluate_events(gold, articles)
    click.echo(json.dumps(to_dict(scores)) if as_json else format_scores(scores))


@evaluate.command("relations")
@click.argument("file", metavar="FILE.jsonl", type=FILE)
@click.option("--out", type=click.File("w", "utf-8"), help="Write lines with what is said of each.")
@json_option
def evaluate_relations(file: Path, out: IO[str] | None, as_json: bool) -> None:
    """Say which type of event stands between two given parties of a sentence, and score it.

    Lines: {"id", "text", "actor": [start, end], "recipient": [start, end], "event_type"?}. --out
    adds "predicted" and "confidence" to each; without event types nothing is scored.

    \b
    Example: communique evaluate relations relations.jsonl --out said.jsonl
    """
    from flows.stateless import relations_of
    from tasks.evaluation.relations import as_line, format_relations, score_relations

    given, said = relations_of(file)
    for relation, (predicted, confidence) in zip(given, said, strict=True):
        if out:
            line = as_line(relation, predicted, confidence)
            click.echo(json.dumps(line, ensure_ascii=False), file=out)
    if out and any(relation.event_type is None for relation in given):
        return
    scores = score_relations(given, [predicted for predicted, _ in said])
    click.echo(json.dumps(asdict(scores)) if as_json else format_relations(scores))


@evaluate.command("parties")
@click.argument("file", metavar="FILE.jsonl", type=FILE)
@click.option("--wrong", is_flag=True, help="List the mentions that are resolved wrongly.")
@json_option
def evaluate_parties(file: Path, wrong: bool, as_json: bool) -> None:
    """Resolve marked mentions to parties and score country and primary sector, by kind.

    Lines: {"id", "text", "published"?, "dateline"?, "mentions": [{"start", "end", "text", "kind"?,
    "country", "sectors"}]}; more in tasks/evaluation/marked.py.

    \b
    Example: communique evaluate parties parties.jsonl --wrong
    """
    from flows.stateless import evaluate_parties
    from tasks.evaluation.parties import format_parties, to_dict

    scores = evaluate_parties(file)
    plain = to_dict(scores, wrong=wrong) if as_json else {}
    click.echo(json.dumps(plain) if as_json else format_parties(scores, wrong=wrong))


@evaluate.command("places")
@click.argument("file", metavar="FILE.jsonl", type=FILE)
@click.option("--out", type=click.File("w", "utf-8"), help="Write lines with what is said of each.")
@json_option
def evaluate_places(file: Path, out: IO[str] | None, as_json: bool) -> None:
    """Say which place each given toponym of a text means, and score it.

    Lines: {"id", "text", "toponyms": [{"start", "end", "geonames_id"?, "lat"?, "lon"?}]}. --out
    adds "predicted" to each toponym; without coordinates nothing is scored.

    \b
    Example: communique evaluate places places.jsonl --out said.jsonl
    """
    from flows.stateless import place_scores, places_of
    from tasks.evaluation.places import as_line, format_places, is_gold

    given, said = places_of(file)
    for one, places in zip(given, said, strict=True):
        if out:
            click.echo(json.dumps(as_line(one, places), ensure_ascii=False), file=out)
    if out and not is_gold(given):
        return
    scores = place_scores(given, said)
    click.echo(json.dumps(asdict(scores)) if as_json else format_places(scores))


@evaluate.command("pages")
@click.argument("truth", metavar="TRUTH.json", type=FILE)
@click.argument("folder", metavar="FOLDER", type=FOLDER)
@json_option
def evaluate_pages(truth: Path, folder: Path, as_json: bool) -> None:
    """Clean saved pages and score their text, as the article-extraction-benchmark does.

    TRUTH.json: {ID: {"articleBody", "url"}}; FOLDER holds ID.html or ID.html.gz of each.

    \b
    Example: communique evaluate pages truth.json pages/
    """
    from flows.stateless import evaluate_pages
    from tasks.evaluation.pages import format_pages

    scores = evaluate_pages(truth, folder)
    click.echo(json.dumps(asdict(scores)) if as_json else format_pages(scores))


if __name__ == "__main__":
    main()
