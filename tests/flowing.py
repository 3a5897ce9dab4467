"""The real flows without Prefect's engine, in this process, and news of our own to read.

What belongs here: what tests of crowds, crashes and orders share. What does not: asserting.

The engine takes seconds a run, and what these tests are about lies below it. The flows' own code
runs, with each task replaced by its function.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import duckdb
import pytest
from prefect import Flow, Task

from flows import ingest as ingesting
from flows import recode as recoding
from flows.recode import Outcome
from flows.summary import Summary
from tasks import database
from tasks.settings import settings
from tests.builders import use_home

CITIES = ("Accra", "Lima", "Hanoi", "Oslo", "Rabat", "Quito", "Suva", "Amman", "Vienna", "Nairobi")
PEOPLE = (
    ("Ghana", "Kwesi Boateng-Arhin"),
    ("Peru", "Rosaura Quispe Llanos"),
    ("Vietnam", "Dang Huu Phuoc"),
    ("Norway", "Solveig Brekkhus"),
    ("Morocco", "Idriss Benkhalfa"),
    ("Jordan", "Rania al-Dweik"),
)
TELLINGS = (
    "{city} – Foreign Minister {one} of {here} met her counterpart {other} of {there} in {city} on "
    "Monday. {surname} signed an agreement with {there} on fisheries.",
    "{city} – {here} condemned the attack on a convoy from {there} on Tuesday. "
    "{here} sent food and medicine to {there}.",
    "{city} – Police in {city} arrested {n} protesters on Monday. {there} expelled two diplomats "
    "of {here}, Foreign Minister {other} said.",
)
AGENCY = (
    "SUVA – The Pacific harbour masters closed their yearly assembly in Suva on Monday with a plea "
    "for buoys. Minister Litia Vuniwaqa of Fiji thanked the {n} pilots who had sailed from Tarawa "
    "and Majuro, and signed an agreement with Kiribati on the charts of both lagoons. The charts "
    "were drawn by hand, copied twice and lost once, a surveyor told the assembly, before a "
    "schoolteacher found them behind a stove. Kiribati promised to send two boats before the rains "
    "begin. Fishermen at the quay sold parrotfish until noon, while the delegates voted by raised "
    "oars, as their grandfathers did, on who should host them next year."
)
# The diary of runs and backfills, what they found unusual, and the history of recodes; when a body
# was read is of the run, too.
PASSING = {
    "migration", "run", "fetch_log", "recode", "recode_difference", "backfill_chunk", "alarm",
}  # fmt: skip
MOMENTS = {"page": ("read_at",)}


def news(numbers: Sequence[int]) -> list[dict[str, str]]:
    """Return articles as lines of .jsonl: of each number one, alike to some; each tenth a copy."""
    return [_line(number) for number in numbers]


def _line(number: int) -> dict[str, str]:
    here, one = PEOPLE[number % len(PEOPLE)]
    there, other = PEOPLE[(number + 1 + number // 7 % 3) % len(PEOPLE)]
    if number % 4 == 3:  # as some outlets print it
        one, other = (f"{name[0]}. {name.partition(' ')[2]}" for name in (one, other))
    telling = AGENCY if number % 10 == 9 else TELLINGS[number // 2 % len(TELLINGS)]
    text = telling.format(
        city=CITIES[number // 2 % len(CITIES)],
        here=here, one=one, there=there, other=other, surname=one.split()[-1], n=number % 5 + 2,
    )  # fmt: skip
    return {
        "id": f"https://wire{number % 3}.example/{number}",
        "url": f"https://wire{number % 3}.example/{number}",
        "outlet": f"Wire {number % 3}",
        "text": text,
        "published": f"2023-03-{number // 3 % 20 + 7:02}",
    }


def write_news(file: Path, numbers: Sequence[int]) -> Path:
    """Write articles to a .jsonl file; return it."""
    file.write_text("\n".join(map(json.dumps, news(numbers))), encoding="utf-8")
    return file


@contextmanager
def unserved(flow: ModuleType) -> Iterator[None]:
    """Run a flow's tasks as plain functions, silently."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in list(vars(flow).items()):
            if isinstance(value, Task):
                patch.setattr(flow, name, value.fn)
        for name in {"say", "show_in_ui"} & vars(flow).keys():
            patch.setattr(flow, name, lambda *_: None)
        yield


def ingest(*files: Path) -> Summary:
    """Run the flow `ingest` on files."""
    assert isinstance(ingesting.ingest, Flow)
    with unserved(ingesting):
        return ingesting.ingest.fn([str(file) for file in files])


def recode() -> Outcome:
    """Run the flow `recode` on every article."""
    assert isinstance(recoding.recode, Flow)
    with unserved(recoding):
        return recoding.recode.fn()


def warm_up(folder: Path) -> None:
    """Load what coding needs, by an ingest into a home of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        use_home(patch, folder / "warm")
        ingest(write_news(folder / "warm.jsonl", [0]))
    settings.cache_clear()


def working_hashes() -> dict[str, str]:
    """Return the hash of every content table of the working file."""
    with database.working() as connection:
        return _hashes(connection)


def published_hashes() -> dict[str, str]:
    """Return the same of the snapshot, opened as anybody opens it."""
    with duckdb.connect(str(settings().snapshot_file), read_only=True) as connection:
        return _hashes(connection)


def _hashes(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    found = {}
    for table in sorted(database.table_sizes(connection).keys() - PASSING):
        columns = f"* EXCLUDE ({', '.join(MOMENTS[table])})" if table in MOMENTS else "*"
        rows = connection.execute(f"SELECT {columns} FROM {table}").fetchall()
        found[table] = hashlib.sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()
    return found
