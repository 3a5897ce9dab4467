"""Work done in processes that can be killed. The only door to pebble.

What belongs here: running a function on many items, each within its time. What does not: what the
function does, and what the loss of an item means.

The processes are forked from a small server that never had threads, and are used again from call
to call until `stop`. They get Ctrl-C from nobody, print nothing, end
with the process that started them, and see its settings as they were when the first one began:
what a function needs of them is part of the item.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import pickle
import resource
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext, ForkServerProcess
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import Any, Literal, TypeVar

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from tasks.settings import settings

T = TypeVar("T")
R = TypeVar("R")

_HEAVY = ("tasks.news.pages", "tasks.news.feeds")  # loaded once, before the processes are forked
_MEMORY = 1 << 30  # bytes of data of one process
_GRACE = 3.0  # seconds until a process ends itself that nobody killed in time
_WATCHED = 1.0  # seconds between two looks at whether the pool still works


@dataclass(frozen=True, slots=True)
class Lost:
    """An item whose work was ended: it took too long, or its process died under it."""

    reason: Literal["timeout", "died"]


def each(
    function: Callable[[T], R], items: Sequence[T], *, seconds: float
) -> Iterator[R | Lost | Exception]:
    """Yield the function's result for each item in order; what it raised; or how it was lost.

    The function must be a module's own, not the program's (`__main__`); items and results must be
    picklable. The seconds of an item count from the start of its work. Who stops listening before
    the end ends the processes.
    """
    left = deque(items)
    is_alone = False
    try:
        while left:
            try:
                # After a break the first goes alone, so that a second one is known to be its doing.
                for result in _together(function, [left[0]] if is_alone else left, seconds):
                    left.popleft()
                    yield result
                is_alone = False
            except BrokenProcessPool:
                stop()
                if is_alone:
                    left.popleft()
                    yield Lost("died")
                is_alone = not is_alone
    finally:
        if left:
            stop()


def _together(
    function: Callable[[T], R], items: Sequence[T], seconds: float
) -> Iterator[R | Lost | Exception]:
    """Yield results in order; raise BrokenProcessPool when the pool itself comes to an end."""
    pool = _running()
    try:
        waiting = deque(
            pool.schedule(_work, (function, item, seconds), timeout=seconds) for item in items
        )
    except RuntimeError as error:  # it ended while we were asking
        raise BrokenProcessPool(str(error)) from error
    while waiting:
        yield _outcome(pool, waiting.popleft())


def _outcome(pool: ProcessPool, future: ProcessFuture[bytes]) -> Any:
    while not wait([future], timeout=_WATCHED).done:
        if not pool.active:
            raise BrokenProcessPool("it ended before the item did")
    try:
        return pickle.loads(future.result())
    except BrokenProcessPool:
        raise
    except TimeoutError:
        return Lost("timeout")
    except ProcessExpired as error:
        return Lost("timeout" if error.exitcode == -signal.SIGALRM else "died")
    except Exception as error:  # an item that cannot be sent
        return error


# The pool, one for all calls.

_lock = threading.RLock()
_pool: ProcessPool | None = None
_size = 0


def _running() -> ProcessPool:
    """Return the pool, as large as the settings say; one that broke is replaced."""
    global _pool, _size
    with _lock:
        if _pool is not None and (_size != settings().workers or not _pool.active):
            stop()
        if _pool is None:
            _size = settings().workers
            _pool = ProcessPool(_size, initializer=_prepare, context=_context())
            atexit.unregister(stop)
            atexit.register(stop)  # last registered, first run: before what waits for threads
        return _pool


def stop() -> None:
    """End the processes, if there are any."""
    global _pool
    with _lock:
        pool, _pool = _pool, None
    if pool is not None and pool.active:
        pool.stop()  # type: ignore[no-untyped-call]
    if pool is not None:
        pool.join()


class _Process(ForkServerProcess):
    """A process that does not load the program it serves a second time."""

    @staticmethod
    def _Popen(process_obj: BaseProcess) -> Any:  # noqa: N802
        with _hidden_program():
            return ForkServerProcess._Popen(process_obj)


class _Context(ForkServerContext):
    Process = _Process


@contextmanager
def _hidden_program() -> Iterator[None]:
    """Hide `__main__`: each process would load it anew, Prefect with it."""
    program = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program


def _context() -> _Context:
    with _quiet_start():
        forkserver.set_forkserver_preload(list(_HEAVY))
        forkserver.ensure_running()
    return _Context()


@contextmanager
def _quiet_start() -> Iterator[None]:
    """Let the server and all that it forks inherit that Ctrl-C and leftovers are no news."""
    told = os.environ.get("PYTHONWARNINGS")
    os.environ["PYTHONWARNINGS"] = "ignore"
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        os.environ.pop("PYTHONWARNINGS")
        if told is not None:
            os.environ["PYTHONWARNINGS"] = told


# In the process.


def _prepare() -> None:
    """Make a process easy to kill, silent, of bounded memory and no survivor of its parent."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(nowhere, stream)
    _bound_memory()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _bound_memory() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def _work(function: Callable[[T], R], item: T, seconds: float) -> bytes:
    """Return the pickled result or exception; pickled here, so that what fails is a value too.

    The alarm needs no interpreter: it ends a process that no parent ends any more.
    """
    signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE)
    try:
        return pickle.dumps(function(item), pickle.HIGHEST_PROTOCOL)
    except BaseException as error:
        return _sendable(error)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _sendable(error: BaseException) -> bytes:
    """Return an exception pickled; one that would not come back whole is told in words."""
    try:
        sent = pickle.dumps(error)
        if isinstance(error, Exception) and type(pickle.loads(sent)) is type(error):
            return sent
    except Exception:
        pass
    return pickle.dumps(RuntimeError(f"{type(error).__name__}: {error}"))
