import os
import subprocess
import sys
from pathlib import Path

import pytest

from tasks import processes
from tasks.processes import Process, descendants, has_ended, process, this_process
from tests.holding import wait_until

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]


def test_this_process_is_itself_and_runs() -> None:
    me = this_process()
    assert me.pid == os.getpid()
    assert process(os.getpid()) == me
    assert has_ended(me) is False


def test_a_process_has_ended_when_killed_before_anybody_asked_for_its_status() -> None:
    child = subprocess.Popen(SLEEP)
    one = process(child.pid)
    assert one is not None
    assert has_ended(one) is False
    child.kill()
    wait_until(lambda: has_ended(one), "the end of the child")  # a zombie until wait()
    child.wait()
    assert has_ended(one) is True


def test_another_start_is_another_process() -> None:
    me = this_process()
    assert has_ended(Process(me.host, me.pid, "another start")) is True


def test_of_another_machine_nothing_is_known() -> None:
    assert has_ended(Process("another-machine", os.getpid(), "x")) is None


def test_a_number_that_nobody_has_is_no_process() -> None:
    assert process(2**22 + 1) is None


@pytest.mark.parametrize("has_proc", [True, False])
def test_descendants_are_found_at_any_depth(
    has_proc: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has_proc:
        monkeypatch.setattr(processes, "PROC", tmp_path)
    nested = f"import subprocess, sys; subprocess.run({SLEEP!r})"
    with subprocess.Popen([sys.executable, "-c", nested]) as child:
        try:
            wait_until(lambda: descendants(child.pid), "the grandchild")
            (grandchild,) = descendants(child.pid)
            assert {one.pid for one in descendants(os.getpid())} >= {child.pid, grandchild.pid}
            assert process(grandchild.pid) == grandchild
        finally:
            for one in descendants(child.pid):
                os.kill(one.pid, 9)
