"""Hand-made events, short to write, for the tests of scores."""

from __future__ import annotations

from typing import Any

from tasks.evaluation.gold import read_coded
from tasks.evaluation.triples import Groups, grouped


def party(country: str | None, *sectors: str) -> dict[str, Any]:
    return {"text": "x", "name": "x", "country": country, "sectors": list(sectors)}


def event(kind: str, actor: str = "", recipient: str = "", **more: Any) -> dict[str, Any]:
    """An event whose countries are given as "IRN IRQ", each with the sector GOV."""
    sides = [[party(code, "GOV") for code in side.split()] for side in (actor, recipient)]
    return {"type": kind, "actor": sides[0], "recipient": sides[1], **more}


def article(*events: dict[str, Any]) -> Groups:
    """The events of one article by their triple."""
    return grouped(read_coded({"id": "a", "events": list(events)}).events)
