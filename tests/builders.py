"""Small hand-built records for tests: every field has a plain default, every argument a name.

What belongs here: one builder a record, and looking at a whole store. What does not: asserting.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tasks import database
from tasks.records import Article, Coding, Mention, Party, Report, ReportParty, Role, Source
from tasks.settings import settings

TEXT = "Minister Asa met Minister Bo. Asa thanked Bo."
MET, THANKED = (0, 29), (30, 45)  # the sentences of TEXT
CODER = "test-1"


def article(*, url: str = "https://example.org/1", **fields: Any) -> Article:
    """Return an article of two sentences."""
    plain: dict[str, Any] = {
        "outlet": "Example",
        "title": "Talks",
        "text": TEXT,
        "published_on": date(2023, 3, 5),
        "published_basis": "metadata",
    }
    return Article(url=url, **(plain | fields))


def party(*, name: str = "Asa", country: str | None = "SWE", **fields: Any) -> Party:
    """Return a minister."""
    plain: dict[str, Any] = {"kind": "person", "sectors": ("GOV",)}
    return Party(name=name, country=country, **(plain | fields))


def in_role(role: Role, one: Party, *, position: int = 0) -> ReportParty:
    """Return a party in its role, found where TEXT first names it."""
    start = TEXT.find(one.name)
    return ReportParty(
        role=role,
        position=position,
        party_id=one.id,
        start=start,
        end=start + len(one.name),
        text=one.name,
        country=one.country,
        sectors=one.sectors,
        basis="text",
    )


def report(
    *,
    of: Article,
    actors: tuple[Party, ...] = (),
    recipients: tuple[Party, ...] = (),
    sentence: tuple[int, int] = MET,
    trigger: tuple[int, int] = (13, 16),
    **fields: Any,
) -> Report:
    """Return a report of the first sentence of TEXT: Asa met Bo on 4 March 2023."""
    plain: dict[str, Any] = {
        "event_type": "CONSULT",
        "modes": (),
        "realis": "actual",
        "event_date": date(2023, 3, 4),
        "date_precision": "day",
        "date_basis": "text",
        "place": None,
        "place_basis": None,
        "confidence": 0.5,
        "coder": CODER,
    }
    roles = [("actor", p, i) for i, p in enumerate(actors)]
    roles += [("recipient", p, i) for i, p in enumerate(recipients)]
    return Report(
        article_id=of.id,
        start=sentence[0],
        end=sentence[1],
        trigger_start=trigger[0],
        trigger_end=trigger[1],
        parties=tuple(in_role(role, p, position=i) for role, p, i in roles),  # type: ignore[arg-type]
        **(plain | fields),
    )


def coding(
    *, of: Article, reports: tuple[Report, ...] = (), parties: tuple[Party, ...] = (), **fields: Any
) -> Coding:
    """Return the coding of an article, with a mention and an alias for each of its parties."""
    plain: dict[str, Any] = {
        "coder": CODER,
        "mentions": tuple(
            Mention(
                article_id=of.id,
                start=of.text.find(p.name),
                end=of.text.find(p.name) + len(p.name),
                label="PERSON",
                party_id=p.id,
            )
            for p in parties
            if p.name in of.text
        ),
        "aliases": tuple((p.id, p.name) for p in parties),
    }
    return Coding(
        article_id=of.id,
        text_hash=of.text_hash,
        reports=reports,
        parties=parties,
        **(plain | fields),
    )


def source(*, location: str = "https://example.org/feed", **fields: Any) -> Source:
    """Return a feed."""
    return Source(location=location, **fields)


def use_home(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Keep all state of this test in its own folder, and wait for no lock."""
    monkeypatch.setenv("COMMUNIQUE_HOME", str(folder))
    monkeypatch.setenv("COMMUNIQUE_LOCK_WAIT", "0")
    settings.cache_clear()


def content() -> dict[str, list[str]]:
    """Return every content table of the working file as sorted rows; not the diary of runs."""
    with database.working() as connection:
        names = connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        return {
            name: sorted(map(repr, connection.execute(f"FROM {name}").fetchall()))
            for (name,) in names
            if name not in {"run", "fetch_log"}
        }
