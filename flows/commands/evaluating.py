"""Commands that measure against gold: evaluate.

What belongs here: options, exit status, wording. What does not: work of any kind.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import IO

import click

from flows.options import (
    FILE,
    FOLDER,
    json_option,
)


@click.group()
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
    from flows.measuring import evaluate_events
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
    from flows.measuring import relations_of
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
    from flows.measuring import evaluate_parties
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
    from flows.measuring import place_scores, places_of
    from tasks.evaluation.places import as_line, format_places, is_gold

    given, said = places_of(file)
    for one, places in zip(given, said, strict=True):
        if out:
            click.echo(json.dumps(as_line(one, places), ensure_ascii=False), file=out)
    if out and not is_gold(given):
        return
    scores = place_scores(given, said)
    click.echo(json.dumps(asdict(scores)) if as_json else format_places(scores))


@evaluate.command("merging")
@click.argument("groups", metavar="GROUPS.json", type=FILE)
@click.argument("gold", metavar="GOLD.jsonl", type=FILE)
@click.argument("articles", metavar="ARTICLES.jsonl", type=FILE)
@click.option("--wrong", is_flag=True, help="List the pairs that are merged or parted wrongly.")
@json_option
def evaluate_merging(groups: Path, gold: Path, articles: Path, wrong: bool, as_json: bool) -> None:
    """Code and merge the articles and score which reports are of one event, pair by pair.

    GROUPS.json: {"groups": [{"group", "articles": [ID], "same_events": [[[ID, NUMBER]]]}]}; more
    in tasks/evaluation/merging.py.

    \b
    Example: communique evaluate merging groups.json gold.jsonl articles.jsonl --wrong
    """
    from flows import prefect_env

    prefect_env.prepare()
    from flows.merging import evaluate_merging
    from tasks.evaluation.merging import format_merging, to_dict

    scores = evaluate_merging(groups, gold, articles)
    click.echo(json.dumps(to_dict(scores)) if as_json else format_merging(scores, wrong=wrong))


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
    from flows.measuring import evaluate_pages
    from tasks.evaluation.pages import format_pages

    scores = evaluate_pages(truth, folder)
    click.echo(json.dumps(asdict(scores)) if as_json else format_pages(scores))
