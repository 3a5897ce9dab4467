"""Pauses between requests to one host."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from tasks.news.turns import Turns, book


def test_each_booking_is_a_delay_after_the_last(tmp_path: Path) -> None:
    assert [book(tmp_path, "a.example", 2.0, now) for now in (100.0, 100.5, 101.0)] == [0, 1.5, 3]


def test_no_two_processes_book_one_moment(tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from tasks.news.turns import book\n"
    code += "for _ in range(50): print(book(Path(sys.argv[1]), 'a.example', 2.0, 100.0))"
    command = [sys.executable, "-c", code, str(tmp_path)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    waits = [float(wait) for one in both for wait in one.communicate()[0].split()]
    assert sorted(waits) == [2.0 * number for number in range(100)]


def test_hosts_and_pauses_long_over_do_not_matter(tmp_path: Path) -> None:
    assert book(tmp_path, "a.example", 2.0, 100.0) == 0
    assert book(tmp_path, "b.example", 2.0, 100.0) == 0
    assert book(tmp_path, "a.example", 2.0, 150.0) == 0


def test_a_clock_set_back_or_a_broken_file_does_not_stop_us(tmp_path: Path) -> None:
    book(tmp_path, "a.example", 2.0, 1e9)
    assert book(tmp_path, "a.example", 2.0, 100.0) == 0
    next(tmp_path.iterdir()).write_text("half a num")
    assert book(tmp_path, "a.example", 2.0, 100.0) == 0


def test_a_host_cannot_choose_where_its_file_lies(tmp_path: Path) -> None:
    book(tmp_path / "hosts", "../../x" + "y" * 300, 1.0, 100.0)
    assert [path.parent for path in tmp_path.rglob("*.next")] == [tmp_path / "hosts"]


def test_with_a_pause_one_request_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []
    inside: list[int] = []
    sleep = asyncio.sleep

    async def note(seconds: float) -> None:
        slept.append(seconds)
        await sleep(0)

    async def ask(turns: Turns, running: list[str], delay: float) -> None:
        async with turns.turn("a.example", delay):
            running.append("x")
            inside.append(len(running))
            await sleep(0)
            running.pop()

    async def three(delay: float) -> None:
        turns, running = Turns(tmp_path), list[str]()
        await asyncio.gather(*(ask(turns, running, delay) for _ in range(3)))

    monkeypatch.setattr(asyncio, "sleep", note)
    asyncio.run(three(60.0))
    assert inside == [1, 1, 1]
    assert slept[0] <= 0 < slept[1] <= 60 < slept[2] <= 120
    asyncio.run(three(0.0))
    assert len(slept) == 3
    assert max(inside) > 1


def test_a_pause_that_is_learnt_later_still_means_one_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sleep = asyncio.sleep
    inside: list[int] = []

    async def hurry(seconds: float) -> None:
        await sleep(0)

    async def ask(turns: Turns, running: list[str]) -> None:
        async with turns.turn("a.example", 60.0):
            running.append("x")
            inside.append(len(running))
            await sleep(0)
            running.pop()

    async def after_robots() -> None:
        turns, running = Turns(tmp_path), list[str]()
        async with turns.turn("a.example", 0.0):  # its robots.txt, under no delay of ours
            pass
        await asyncio.gather(*(ask(turns, running) for _ in range(3)))

    monkeypatch.setattr(asyncio, "sleep", hurry)
    asyncio.run(after_robots())
    assert inside == [1, 1, 1]
