"""A window in chunks, and what is remembered of each."""

from __future__ import annotations

import os
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from prefect.client.schemas.objects import State
from prefect.states import Failed

from tasks import backfilling, database
from tasks.backfilling import Chunk, begin_chunk, chunk_id, days_in_chunks, end_chunk, known_chunks
from tasks.store import finish_run, start_run
from tests.builders import use_home

pytestmark = pytest.mark.usefixtures("kept_open")
MARCH = Chunk(
    id="march", since=date(2023, 3, 1), until=date(2023, 4, 1), label="wire in March", coder="c"
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_home(monkeypatch, tmp_path / "home")


def days(text: str) -> list[tuple[date, date]]:
    """Return chunks from "2023-01-30 2023-02-01 2023-02-03": each day but the last begins one."""
    found = [date.fromisoformat(day) for day in text.split()]
    return list(pairwise(found))


@pytest.mark.parametrize(
    "expected",
    [
        "2023-03-01 2023-04-01",
        "2023-03-15 2023-04-01 2023-05-01 2023-05-10",
        "2023-12-31 2024-01-01 2024-02-01 2024-02-02",
        "2024-01-31 2024-02-01 2024-03-01",
        "2023-03-05 2023-03-06",
    ],
)
def test_months_are_those_of_the_calendar(expected: str) -> None:
    chunks = days(expected)
    assert list(days_in_chunks(chunks[0][0], chunks[-1][1], "month")) == chunks


def test_days_cross_the_end_of_a_leap_february() -> None:
    chunks = days("2024-02-28 2024-02-29 2024-03-01 2024-03-02")
    assert list(days_in_chunks(date(2024, 2, 28), date(2024, 3, 2), "day")) == chunks


def known_as(*sources: str, since: date = MARCH.since, coder: str = "c") -> str:
    return chunk_id(since, MARCH.until, sources, coder)


def test_a_chunk_is_known_by_its_days_sources_and_coder() -> None:
    one, other = "https://wire.example/a", "https://wire.example/b"
    same = known_as(one, other)
    assert known_as(other, one, one) == same
    others = [known_as(one), known_as(one, other, coder="d"), known_as(since=date(2023, 3, 2))]
    assert len({same, *others}) == 4


def test_a_file_that_changed_is_another_source(tmp_path: Path) -> None:
    file = tmp_path / "news" / "a.jsonl"
    file.parent.mkdir()
    file.write_text("{}", encoding="utf-8")
    before = known_as(str(file)), known_as(str(file.parent))
    assert (known_as(str(file)), known_as(str(file.parent))) == before
    os.utime(file, (1, 1))
    after = known_as(str(file)), known_as(str(file.parent))
    assert not set(before) & set(after)


def test_nothing_is_known_of_a_new_chunk() -> None:
    assert known_chunks.fn([MARCH]) == {}


def test_a_completed_chunk_is_done_with_what_its_run_counted() -> None:
    begin_chunk.fn(MARCH, "f-1")
    run = start_run.fn("ingest", MARCH.label)
    finish_run.fn(run, {"new": 3}, "completed")
    end_chunk.fn(MARCH)
    (known,) = known_chunks.fn([MARCH]).values()
    assert (known.done, known.status, known.counts) == (True, "completed", {"new": 3})
    assert known.flow_run_id == "f-1"


def test_a_failed_chunk_is_not_done_and_says_why() -> None:
    begin_chunk.fn(MARCH)
    end_chunk.fn(MARCH, "the disk is full")
    (known,) = known_chunks.fn([MARCH]).values()
    assert (known.done, known.status, known.fault) == (False, "failed", "the disk is full")
    assert known.counts == {}


def test_a_run_before_the_chunk_or_of_another_kind_is_not_its_own() -> None:
    finish_run.fn(start_run.fn("ingest", MARCH.label), {"new": 3}, "completed")
    begin_chunk.fn(MARCH)
    finish_run.fn(start_run.fn("sample", MARCH.label), {"new": 4}, "completed")
    end_chunk.fn(MARCH, "nothing ran")
    assert known_chunks.fn([MARCH])["march"].counts == {}


def test_a_chunk_that_is_begun_again_forgets_how_it_ended() -> None:
    begin_chunk.fn(MARCH)
    end_chunk.fn(MARCH)
    begin_chunk.fn(MARCH)
    (known,) = known_chunks.fn([MARCH]).values()
    assert (known.done, known.status) == (False, "running")


@pytest.mark.parametrize(
    ("began", "done"), [(datetime(2023, 4, 1, 11, 59), False), (datetime(2023, 4, 1, 12), True)]
)
def test_days_that_were_not_over_are_read_again(
    monkeypatch: pytest.MonkeyPatch, began: datetime, done: bool
) -> None:
    monkeypatch.setattr(backfilling, "_now", lambda: began)
    begin_chunk.fn(MARCH)
    end_chunk.fn(MARCH)
    assert known_chunks.fn([MARCH])["march"].done is done


def test_only_what_was_asked_for_is_told() -> None:
    begin_chunk.fn(MARCH)
    other = Chunk(id="o", since=MARCH.since, until=MARCH.until, label="x", coder="c")
    assert known_chunks.fn([other]) == {}


def test_a_locked_database_is_waited_for_and_nothing_else() -> None:
    def wants_another_try(error: Exception) -> object:
        assert begin_chunk.retry_condition_fn is not None
        said = f"Task run encountered unexpected exception: {error!r}"  # as Prefect puts it
        state: State[object] = Failed(data=error, message=said)
        return begin_chunk.retry_condition_fn(begin_chunk, None, state)  # type: ignore[arg-type]

    assert wants_another_try(database.DatabaseLocked("the file is in use by process 7"))
    assert not wants_another_try(database.DatabaseDamaged("the file cannot be read"))
