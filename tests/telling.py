"""Articles that tell of people by name, office and country, one meeting each.

What belongs here: making and storing them for tests of identities. What does not: asserting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tasks import database
from tasks.identify import identify
from tasks.merge import merge
from tasks.records import Article, Coding, Party, PartyOffice, Report, ReportParty
from tasks.store import store
from tests.builders import CODER, article

DAY = date(2023, 3, 4)


@dataclass(frozen=True)
class Who:
    """A person as one article tells of them."""

    name: str
    country: str | None = "TJK"
    sectors: tuple[str, ...] = ("GOV",)
    title: str | None = None

    @property
    def party(self) -> Party:
        return Party(name=self.name, kind="person", country=self.country, sectors=self.sectors)


@dataclass(frozen=True)
class Meeting:
    """An article, published on the day of the meeting that it tells of."""

    url: str
    actor: Who
    recipient: Who
    day: date | None = DAY

    def pair(self, *, coder: str = CODER) -> tuple[Article, Coding]:
        """Return the article with its coding."""
        of = article(url=self.url, outlet=self.url, text=self.text, published_on=self.day)
        both = (self.actor, self.recipient)
        coding = Coding(
            article_id=of.id,
            text_hash=of.text_hash,
            coder=coder,
            parties=tuple({who.party.id: who.party for who in both}.values()),
            aliases=tuple((who.party.id, who.name) for who in both),
            offices=tuple(_office(of, who) for who in both if who.title),
            reports=(self._report(of, coder),),
        )
        return of, coding

    @property
    def text(self) -> str:
        one, other = (f"{who.title or 'Envoy'} {who.name}" for who in (self.actor, self.recipient))
        return f"{one} met {other}."

    def _report(self, of: Article, coder: str) -> Report:
        plain: dict[str, Any] = {"date_precision": "day", "date_basis": "text"}
        unknown: dict[str, Any] = {"date_precision": "unknown", "date_basis": None}
        parties = [_in_role(of, "actor", self.actor), _in_role(of, "recipient", self.recipient)]
        met = of.text.find(" met ") + 1
        return Report(
            article_id=of.id,
            start=0,
            end=len(of.text),
            trigger_start=met,
            trigger_end=met + len("met"),
            event_type="CONSULT",
            modes=(),
            realis="actual",
            parties=tuple(parties),
            event_date=self.day,
            place=None,
            place_basis=None,
            confidence=0.5,
            coder=coder,
            **(plain if self.day else unknown),
        )


def _in_role(of: Article, role: Any, who: Who) -> ReportParty:
    start = of.text.find(who.name)
    return ReportParty(
        role=role,
        position=0,
        party_id=who.party.id,
        start=start,
        end=start + len(who.name),
        text=who.name,
        country=who.country,
        sectors=who.sectors,
        basis="text",
    )


def _office(of: Article, who: Who) -> PartyOffice:
    start = of.text.find(str(who.title))
    return PartyOffice(
        party_id=who.party.id,
        title=str(who.title),
        country=who.country,
        sectors=who.sectors,
        article_id=of.id,
        start=start,
        end=start + len(str(who.title)),
        seen_on=of.published_on,
    )


def silent(meeting: Meeting) -> tuple[Article, Coding]:
    """Return the article of a meeting as if nothing were found in it."""
    of, _ = meeting.pair()
    return of, Coding(article_id=of.id, text_hash=of.text_hash, coder=CODER)


def put(*pairs: tuple[Article, Coding]) -> None:
    """Store articles with their codings."""
    store.fn("run", [of for of, _ in pairs], [made for _, made in pairs], [], [])


def settle() -> int:
    """Identify and merge as a flow does; return how many parties are others than before."""
    moved = identify.fn()
    merge.fn()
    return moved


def tell(*meetings: Meeting) -> int:
    """Store meetings, identify and merge."""
    put(*(meeting.pair() for meeting in meetings))
    return settle()


def ask(sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    """Query the working file."""
    with database.working() as connection:
        return connection.execute(sql, list(parameters)).fetchall()


def same() -> dict[str, str]:
    """Return the name of each telling that is another party's → the name of that."""
    return dict(
        ask(
            "SELECT told.name, first.name FROM identity "
            "JOIN party AS told ON told.id = identity.party_id "
            "JOIN party AS first ON first.id = identity.same_as "
            "WHERE identity.party_id != identity.same_as ORDER BY ALL"
        )
    )
