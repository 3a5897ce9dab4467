"""Commands about parties: show, merge, split.

What belongs here: options, exit status, wording. What does not: work of any kind.
"""

from __future__ import annotations

import json
from typing import Literal

import click

from flows.options import (
    home_option,
    json_option,
)


@click.group()
def parties() -> None:
    """See who is known by which names, and correct who is one with whom."""


@parties.command("show")
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


@parties.command("merge")
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


@parties.command("split")
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
