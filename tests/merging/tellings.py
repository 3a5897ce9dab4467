"""Reports as merging looks at them, for tests: one builder, every field with a plain default."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from tasks.merging.accounts import Account, Told, account, account_id
from tasks.records import Party, Place
from tests.builders import article, party, report

LINA = party(name="Lina", country="EST")
MARO = party(name="Maro", country="GEO")
ESTONIA = party(name="Estonia", country="EST", kind="state", sectors=())
GEORGIA = party(name="Georgia", country="GEO", kind="state", sectors=())
UNDATED: dict[str, Any] = {"event_date": None, "date_precision": "unknown", "date_basis": None}
TARTU = Place(name="Tartu", country="EST", geonames_id=1, lat=58.38, lon=26.72, feature="PPLA")
NARVA = Place(name="Narva", country="EST", geonames_id=2, lat=59.38, lon=28.19, feature="PPL")
BATUMI = Place(name="Batumi", country="GEO", geonames_id=3, lat=41.64, lon=41.64, feature="PPLA")


def told(
    *,
    url: str = "u1",
    by: tuple[Party, ...] = (LINA,),
    to: tuple[Party, ...] = (MARO,),
    words: str = "",
    names: str = "",
    trigger: str = "visit",
    published: date | None = date(2023, 3, 5),
    decided: bool = False,
    **fields: Any,
) -> Told:
    """Return that Lina visited Maro on 4 March 2023, as one article tells it."""
    start = int(fields.pop("start", 0))
    made = report(
        of=article(url=url), actors=by, recipients=to, sentence=(start, start + 29), **fields
    )
    return Told(
        report=made,
        outlet=f"Outlet of {url}",
        kinds={p.id: p.kind for p in (*by, *to)},
        words=frozenset(words.split()),
        trigger=frozenset(trigger.split()),
        names=frozenset(names.split()),
        published=published,
        decided=decided,
    )


def alone(**fields: Any) -> Account:
    """Return the account of one report."""
    one = told(**fields)
    return account(account_id(one), [one])


def at_random(random: Random, number: int) -> list[Told]:
    """Return tellings of a few weeks in which much is alike and much differs."""
    words = "tower radio north garri lorry winte".split()
    return [
        told(
            url=f"u{n}",
            by=random.choice([(LINA,), (ESTONIA,), (LINA, ESTONIA)]),
            to=random.choice([(MARO,), (GEORGIA,), ()]),
            event_type=random.choice(["CONSULT", "AGREE", "ACCUSE"]),
            words=" ".join(random.sample(words, k=4)),
            names=" ".join(random.sample(words, k=4)),
            trigger=random.choice(["visit", "greet"]),
            published=random.choice([None, date(2023, 3, random.randrange(3, 15))]),
            confidence=random.choice([0.2, 0.8]),
            place=random.choice([TARTU, NARVA, BATUMI]),
            place_basis=random.choice(["text", "dateline", "inferred"]),
            **random.choice(
                [
                    UNDATED,
                    {"event_date": date(2023, 3, 1), "date_precision": "month"},
                    {"event_date": date(2023, 3, random.randrange(2, 12))},
                    {
                        "event_date": date(2023, 3, random.randrange(2, 12)),
                        "date_basis": "publication",
                    },
                ]
            ),
        )
        for n in range(number)
    ]
