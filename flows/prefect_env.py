"""Prefect's environment, set before Prefect is imported, and its temporary server.

What belongs here: where Prefect keeps its state, what it may print, starting its server.
What does not: flows. Only commands that orchestrate import this module; what the user has set
in the environment always wins.
"""

from __future__ import annotations

import atexit
import os
import sys
import threading
import time
from pathlib import Path

import click

from tasks.settings import settings

DEFAULTS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "true",
    # On a busy machine the server needs more than Prefect's 20 seconds to start.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    # The API handler still gets everything, so the UI shows what the terminal does not.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
}


class OrchestrationError(Exception):
    """Prefect's state or server cannot be used; the message says what to do."""


def prepare() -> None:
    """Set Prefect's environment; call before anything imports prefect.

    Raises OrchestrationError when the state folder cannot be written.
    """
    home = Path(os.environ.setdefault("PREFECT_HOME", str(settings().home.resolve() / "prefect")))
    _expect_writable(home)
    atexit.register(stop_threads)  # registered before Prefect's own, so it runs after them
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)


def stop_threads(seconds: float = 2.0) -> None:
    """Stop the threads that Prefect leaves running at exit; wait for them as long as told.

    DuckDB prints pages of complaints when Python ends around a running thread.
    """
    if "prefect" not in sys.modules:
        return
    from prefect._internal.concurrency import threads  # no public way; Prefect is pinned

    for worker in list(threads._active_instances):
        worker.shutdown()
    deadline = time.monotonic() + seconds
    for thread in threading.enumerate():
        if thread is not threading.main_thread():
            thread.join(max(0.0, deadline - time.monotonic()))


def _expect_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        problem = None if os.access(folder, os.W_OK) else "permission denied"
    except OSError as error:
        problem = str(error.strerror).lower()
    if problem:
        raise OrchestrationError(
            f"Cannot write in {folder} ({problem}). Choose another folder with --db or"
            " COMMUNIQUE_HOME."
        )


def start_server() -> None:
    """Start Prefect's temporary server, or see that the user's own one answers.

    Starting here and not at the first flow run lets us say what the wait is for. The server
    ends with this process. Raises OrchestrationError.
    """
    from prefect.settings import get_current_settings

    if address := get_current_settings().api.url:
        _expect_answer(address)
        return
    from prefect.server.api.server import SubprocessASGIServer

    click.echo(_announcement(), err=True)
    try:
        SubprocessASGIServer().start()
    except RuntimeError as error:
        raise OrchestrationError(
            f"Prefect's temporary server did not start ({error}). Try again, or start one with"
            " `prefect server start` and set PREFECT_API_URL."
        ) from error


def _announcement() -> str:
    if (Path(os.environ["PREFECT_HOME"]) / "prefect.db").exists():
        return "Starting Prefect (a few seconds) ..."
    return "Starting Prefect (the first time it sets up its database, about 15 seconds) ..."


def _expect_answer(address: str) -> None:
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        if (problem := client.api_healthcheck()) is not None:
            raise OrchestrationError(
                f"The Prefect server at {address} does not answer ({problem}). Start it, or unset"
                " PREFECT_API_URL to use a temporary one."
            )
