"""Commands that compare ways of counting: compare-rules.

What belongs here: options, exit status, wording. What does not: work of any kind.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import click

from flows.options import (
    home_option,
    json_option,
)

_MONTH = click.DateTime(formats=["%Y-%m-%d", "%Y-%m"])
CLASSES = ("verbal_cooperation", "material_cooperation", "verbal_conflict", "material_conflict")
NUMBERS = ("counted", *CLASSES, "conflict_share", "mean_score")


@click.command("compare-rules")
@click.option("--actor", metavar="ISO3", help="Only dyads of this acting country, such as IRN.")
@click.option("--recipient", metavar="ISO3", help="Only dyads toward this country, such as IRQ.")
@click.option("--since", type=_MONTH, metavar="MONTH", help="First month, such as 2023-03.")
@click.option("--until", type=_MONTH, metavar="MONTH", help="Month to stop before.")
@home_option
@json_option
def compare_rules(
    actor: str | None,
    recipient: str | None,
    since: datetime | None,
    until: datetime | None,
    as_json: bool,
) -> None:
    """Show how far an answer moves with the rule of counting.

    The rules are those of the view dyad_month_by_rule: every report; once what reports tell of one
    day, type and dyad; merged events. Differences are to events, in per cent.

    \b
    Example: communique compare-rules --actor IRN --since 2023-01
    """
    from tasks.comparing import Asked, compare

    days = (moment.date() if moment else None for moment in (since, until))
    found = compare(Asked(actor, recipient, *days))
    if as_json:
        click.echo(json.dumps(found, default=str, ensure_ascii=False))
    elif not found["rules"]:
        click.echo("No dated event between two countries is known here; there is nothing to count.")
    else:
        click.echo("\n".join(_lines(found)))


def _lines(found: dict[str, list[dict[str, Any]]]) -> Iterator[str]:
    from tasks.report.tables import aligned

    rules = found["rules"]
    rows = [[name.replace("_", " "), *(_number(rule, name) for rule in rules)] for name in NUMBERS]
    yield aligned(("", *(rule["rule"] for rule in rules)), rows)
    for dyad in found["dyads"]:
        yield ""
        yield from _dyad(dyad)
    yield ""
    yield "Months in which the mean score has another sign:" + (" none" * (not found["months"]))
    for row in found["months"]:
        score, events = row["mean_score"], row["mean_score_of_events"]
        yield f"  {row['month']:%Y-%m}: {row['rule']} {score:+.2f}, events {events:+.2f}"


def _number(rule: dict[str, Any], name: str) -> str:
    value, moves = rule[name], rule[f"{name}_moves"]
    if value is None:
        return ""
    if rule["rule"] == "events":
        return f"{value:g}"
    if moves == 0:
        return f"{value:g} (as events)"
    return f"{value:g} ({'no events' if moves is None else f'{moves:+g} %'})"


def _dyad(row: dict[str, Any]) -> Iterator[str]:
    known = row["rank_correlation"]
    like = "cannot be compared" if known is None else f"rank correlation {known:.3f}"
    yield f"{row['rule'].capitalize()}, the {row['dyads']} dyads with most events: {like}"
    pair = f"{row['actor_country']} toward {row['recipient_country']}"
    yield f"  share that moves most: {pair}, {row['share']} % (events: {row['share_of_events']} %)"
