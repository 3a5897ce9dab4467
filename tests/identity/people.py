"""Tellings for tests: every field has a plain default."""

from __future__ import annotations

from datetime import date
from typing import Any

from tasks.identity.offices import office_of
from tasks.identity.telling import Held, Telling


def held(title: str, first: date | None = None, last: date | None = None) -> Held:
    """Return an office with the days it is seen."""
    office = office_of(title)
    return Held(
        name=office.name, post=office.post, single=office.single, first=first, last=last or first
    )


def person(name: str, *offices: Held | str, **fields: Any) -> Telling:
    """Return an official of Tajikistan, by default; offices are undated where only named."""
    plain: dict[str, Any] = {"country": "TJK", "kind": "person", "sectors": frozenset({"GOV"})}
    shown = tuple(held(o) if isinstance(o, str) else o for o in offices)
    known = plain | fields
    return Telling(id=f"{name} {known['country']}", name=name, held=shown, **known)


def body(name: str, **fields: Any) -> Telling:
    """Return an organisation of Tajikistan, by default."""
    plain: dict[str, Any] = {"country": "TJK", "kind": "organisation"}
    known = plain | fields
    return Telling(id=f"{name} {known['country']} {known['kind']}", name=name, **known)
