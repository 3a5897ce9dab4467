"""Work in processes that can be killed: every item comes back as a value, in order."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from tasks import workers
from tasks.settings import Settings
from tasks.workers import Lost, each

ROOT = Path(__file__).parent.parent
PATIENCE = 60.0  # seconds; on a busy machine too


@pytest.fixture(autouse=True)
def _no_processes_after() -> Iterator[None]:
    yield
    workers.stop()


def with_workers(monkeypatch: pytest.MonkeyPatch, count: int) -> None:
    monkeypatch.setattr(workers, "settings", lambda: Settings(workers=count))


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that has ended and waits to be buried does not."""
    status = Path(f"/proc/{pid}/status")
    with suppress(ProcessLookupError, FileNotFoundError):
        os.kill(pid, 0)
        return not (status.parent.exists() and "State:\tZ" in status.read_text())
    return False


def wait_until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < ends, "waited in vain"
        time.sleep(0.05)


# What the processes do. -1 is an item that dies, -2 one that never ends.


def work(number: int) -> int:
    if number == -1:
        os.kill(os.getpid(), signal.SIGKILL)
    while number == -2:
        pass
    return number * 2


def never_yields(length: int) -> bool:
    """Hang within one call of C code, where no signal handler of Python's runs."""
    return re.match(r"(a|a)*$", "a" * length + "b") is not None


class PickyError(Exception):
    """Like many a library's: it cannot be made again from its own arguments."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(f"{what} in line {line}")


def fail(name: str) -> object:
    if name == "value":
        raise ValueError("no such page")
    if name == "picky":
        raise PickyError("a tag", 7)
    if name == "exit":
        sys.exit(3)
    return threading.Lock() if name == "unpicklable" else name


def take_memory(megabytes: int) -> int:
    return len(bytearray(megabytes << 20))


def process_id(_: int) -> int:
    return os.getpid()


def hang_on_the_second(item: bytes) -> int:
    return work(-2) if item.startswith(b"2") else len(item)


def speak(words: str) -> str:
    os.write(1, words.encode())
    os.write(2, words.encode())
    return words


class Unsendable:
    def __reduce__(self) -> tuple[object, ...]:
        raise TypeError("not this one")


class Poison:
    """An item that ends the process which unpacks it, before its work begins."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (9,)


def same(item: object) -> object:
    return item


def test_results_come_in_the_order_of_the_items(monkeypatch: pytest.MonkeyPatch) -> None:
    with_workers(monkeypatch, 2)
    assert list(each(work, range(50), seconds=PATIENCE)) == [2 * number for number in range(50)]
    assert list(each(work, [], seconds=PATIENCE)) == []


def test_a_process_that_dies_costs_its_item_alone() -> None:
    found = list(each(work, [1, -1, 2, -1, -1, 3], seconds=PATIENCE))
    died = Lost("died")
    assert found == [2, died, 4, died, died, 6]


def test_an_item_over_its_seconds_is_ended_and_the_others_go_on() -> None:
    assert list(each(work, [1, -2, 2], seconds=1)) == [2, Lost("timeout"), 4]


def test_seconds_count_from_the_start_of_an_items_own_work() -> None:
    found = list(each(time.sleep, [1.0, 1.0, 1.0], seconds=2.5))
    assert found == [None, None, None]


def test_what_hangs_within_c_code_is_ended_too() -> None:
    assert list(each(never_yields, [40, 2], seconds=1)) == [Lost("timeout"), False]


def test_exceptions_are_values() -> None:
    names = ["value", "picky", "exit", "unpicklable", "fine"]
    value, picky, ended, unpicklable, fine = each(fail, names, seconds=PATIENCE)
    assert isinstance(value, ValueError)
    assert str(value) == "no such page"
    assert isinstance(picky, RuntimeError)
    assert str(picky) == "PickyError: a tag in line 7"
    assert isinstance(ended, RuntimeError)
    assert str(ended) == "SystemExit: 3"
    assert isinstance(unpicklable, TypeError)
    assert fine == "fine"


def test_an_item_that_cannot_be_sent_or_unpacked_costs_itself_alone() -> None:
    items = [1, Unsendable(), 2, Poison(), 3]
    first, unsendable, second, poison, third = each(same, items, seconds=PATIENCE)
    assert (first, second, third) == (1, 2, 3)
    assert isinstance(unsendable, TypeError)
    assert poison == Lost("died")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not bound data")
def test_memory_has_an_end() -> None:
    hungry, modest = each(take_memory, [4096, 1], seconds=PATIENCE)
    assert isinstance(hungry, MemoryError)
    assert modest == 1 << 20


def test_processes_serve_from_call_to_call(monkeypatch: pytest.MonkeyPatch) -> None:
    first, again = (next(each(process_id, [0], seconds=PATIENCE)) for _ in range(2))
    assert first == again != os.getpid()
    with_workers(monkeypatch, 2)
    assert first not in each(process_id, [0, 0], seconds=PATIENCE)


def test_a_process_that_dies_between_two_calls_is_replaced() -> None:
    (before,) = each(process_id, [0], seconds=PATIENCE)
    assert isinstance(before, int)
    os.kill(before, signal.SIGKILL)
    (after,) = each(process_id, [0], seconds=PATIENCE)
    assert isinstance(after, int)
    assert after != before


def test_stop_ends_the_processes_and_the_next_call_starts_others() -> None:
    (before,) = each(process_id, [0], seconds=PATIENCE)
    assert isinstance(before, int)
    workers.stop()
    assert not is_alive(before)
    workers.stop()
    assert list(each(work, [4], seconds=PATIENCE)) == [8]


def test_who_stops_listening_ends_the_work() -> None:
    (pid,) = each(process_id, [0], seconds=PATIENCE)
    assert isinstance(pid, int)
    found = each(work, [1, -2, 3], seconds=PATIENCE)
    assert next(found) == 2
    found.close()  # type: ignore[attr-defined]
    assert not is_alive(pid)


def test_work_can_be_ended_while_large_items_wait() -> None:
    found = each(hang_on_the_second, [b"1", b"2" * 5_000_000, b"3" * 5_000_000], seconds=PATIENCE)
    assert next(found) == 1
    found.close()  # type: ignore[attr-defined]
    assert list(each(work, [4], seconds=PATIENCE)) == [8]


def test_processes_print_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert list(each(speak, ["Hear, hear!"], seconds=PATIENCE)) == ["Hear, hear!"]
    workers.stop()
    assert capfd.readouterr() == ("", "")


# How a program ends that uses them: each of these runs one of its own.

PROGRAM = """
import sys
sys.path.insert(0, {root!r})
from tests.test_workers import *
assert __name__ == "__main__", "a process that loads its program anew dies of it"
print(next(each(process_id, [0], seconds=60)), flush=True)
{then}
"""
HANG = "print(list(each({}, [{}], seconds=600)), flush=True)"


Start = Callable[[str], tuple[subprocess.Popen[str], int]]


@pytest.fixture
def start(tmp_path: Path) -> Start:
    return partial(start_program, tmp_path / "program.py")


def start_program(file: Path, then: str) -> tuple[subprocess.Popen[str], int]:
    """Start a program in a session of its own; return it and the process that works for it."""
    file.write_text(PROGRAM.format(root=str(ROOT), then=then))
    program = subprocess.Popen(
        [sys.executable, str(file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert program.stdout is not None
    return program, int(program.stdout.readline() or -1)


def test_a_program_ends_without_stop_and_without_a_word(start: Start) -> None:
    program, pid = start("")
    assert program.communicate(timeout=PATIENCE) == ("", "")
    assert program.returncode == 0
    wait_until(lambda: not is_alive(pid))


def test_a_program_that_fails_midway_ends_too(start: Start) -> None:
    then = "found = each(work, [1, -2], seconds=600); next(found); raise SystemExit(5)"
    program, pid = start(then)
    assert program.communicate(timeout=PATIENCE) == ("", "")
    assert program.returncode == 5
    wait_until(lambda: not is_alive(pid))


def test_processes_do_not_survive_a_program_that_is_killed(start: Start) -> None:
    program, pid = start(HANG.format("work", "-2"))
    time.sleep(0.5)  # let the item arrive
    program.kill()
    wait_until(lambda: not is_alive(pid))
    assert program.communicate(timeout=PATIENCE) == ("", "")  # nobody is left that could write


def test_a_hang_within_c_code_survives_by_no_more_than_its_seconds(start: Start) -> None:
    program, pid = start("list(each(never_yields, [40], seconds=1.5))")
    time.sleep(0.5)
    program.kill()
    wait_until(lambda: not is_alive(pid))
    program.communicate(timeout=PATIENCE)


def test_ctrl_c_ends_all_quietly(start: Start) -> None:
    then = f"try:\n    {HANG.format('work', '-2')}\nexcept KeyboardInterrupt:\n    print('ended')"
    program, pid = start(then)
    time.sleep(0.5)
    os.killpg(program.pid, signal.SIGINT)  # as a terminal does: to all of the group
    assert program.communicate(timeout=PATIENCE) == ("ended\n", "")
    wait_until(lambda: not is_alive(pid))
