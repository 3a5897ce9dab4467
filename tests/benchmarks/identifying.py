"""Finding whom the names of a new article mean, against the 20 ms a mention that it may take.

The database holds 100,000 people, made up of syllables, of 196 countries, with offices.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from tasks import database
from tasks.database import Connection
from tasks.identify import settle_identities
from tasks.records import stable_id
from tasks.settings import settings
from tests.benchmarks.figure import Figure, best_seconds

PEOPLE = 100_000
MENTIONS = 20  # of an article
ALLOWED = 0.020  # seconds a mention
ONSETS = "b br ch d dr f g gh h j k kh kl l m n p q r s sh st t tr v w y z".split()
VOWELS = "a e i o u aa ei ou".split()
CODAS = "n r s m l d v k ni ri an ov i a".split()
TITLES = ("president", "defence minister", "general", "lawmaker", "mayor", None, None, None)
COUNTRIES = [f"{a}{b}X" for a in "ABCDEFGHIJKLMN" for b in "ABCDEFGHIJKLMN"]


class World:
    """Names and people, the same in every run."""

    def __init__(self) -> None:
        self.random = Random(7)
        self.given = [self._word(1, 2) for _ in range(1_500)]
        self.surnames = [self._word(1, 3) for _ in range(12_000)]

    def _word(self, least: int, most: int) -> str:
        choice = self.random.choice
        syllables = (
            choice(ONSETS) + choice(VOWELS) for _ in range(self.random.randint(least, most))
        )
        return ("".join(syllables) + choice(CODAS)).capitalize()

    def name(self) -> str:
        random = self.random
        middle = [random.choice(self.given)] if random.random() < 0.3 else []
        given = [random.choice(self.given)] if random.random() < 0.95 else []
        return " ".join([*given, *(middle if given else []), random.choice(self.surnames)])

    def rows(self, article: str, size: int) -> dict[str, list[dict[str, object]]]:
        """Return table → rows of an article that tells of some people."""
        tables: dict[str, dict[str, dict[str, object]]] = {}
        for number in range(size):
            name, country = self.name(), self.random.choice(COUNTRIES)
            key = stable_id("party", "person", name.casefold(), country)
            known: dict[str, object] = {"name": name, "kind": "person", "country": country}
            known |= {"sectors": ["GOV"], "wikidata_id": None}
            tables.setdefault("party", {})[key] = known | {"id": key}
            of_article: dict[str, object] = {"article_id": article, "party_id": key}
            tables.setdefault("article_party", {})[key] = known | of_article
            tables.setdefault("pending_identity", {})[key] = {"party_id": key}
            if title := self.random.choice(TITLES):
                office: dict[str, object] = {"id": f"{article} {number}", "title": title}
                office |= {"evidence_start": 0, "evidence_end": 1, "seen_on": "2023-03-04"}
                office |= {"country": country, "sectors": ["GOV"]}
                office |= {"held_since": None, "held_until": None}
                tables.setdefault("party_office", {})[key] = office | of_article
                tables.setdefault("pending_office", {})[key] = {"party_id": key}
        return {table: list(rows.values()) for table, rows in tables.items()}


def _put(connection: Connection, tables: dict[str, list[dict[str, object]]]) -> None:
    for table, rows in tables.items():
        if table in {"party", "pending_identity", "pending_office"}:
            column = "id" if table == "party" else "party_id"
            database.delete(connection, table, column, [str(row[column]) for row in rows])
        database.insert(connection, table, rows)


def figures() -> Iterator[Figure]:
    """Yield mentions a second in a database of 100,000 people."""
    world = World()
    with tempfile.TemporaryDirectory() as home:
        settings.cache_clear()
        folder = settings().model_copy(update={"home": Path(home)})
        with database.working(folder.working_file) as connection:
            _put(connection, world.rows("all", PEOPLE))
            with database.transaction(connection):
                settle_identities(connection)
            number = 0

            def article() -> None:
                nonlocal number
                number += 1
                _put(connection, world.rows(f"new {number}", MENTIONS))
                with database.transaction(connection):
                    settle_identities(connection)

            seconds = best_seconds(article)
    yield Figure("identify names", "mentions/s", MENTIONS / seconds, 1 / ALLOWED, "20 ms a mention")
