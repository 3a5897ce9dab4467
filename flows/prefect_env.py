"""Prefect's environment, set before Prefect is imported, and its temporary server.

What belongs here: where Prefect keeps its state, what it may print, starting its server.
What does not: flows. Only commands that orchestrate import this module; what the user has set
in the environment always wins.
"""

from __future__ import annotations

import atexit
import logging
import os
import sys
import threading
import time
import urllib.error
import urllib.request
from functools import lru_cache
from pathlib import Path

import click
from pydantic import Field, SecretStr

from tasks.settings import CONFIG, FILE, Settings, settings

FLOWS = ("ingest", "backfill", "recode", "publish", "sample")  # their names, as Prefect has them
DEFAULTS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "true",
    # On a busy machine the server needs more than Prefect's 20 seconds to start.
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
    # What tells a dead flow run from a live one; see deployments/automations.yaml.
    "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
    # Such as each event that could not be told to a server that is gone.
    "PREFECT_LOGGING_INTERNAL_LEVEL": "CRITICAL",
    # The API handler still gets everything, so the UI shows what the terminal does not.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
}


class OrchestrationError(Exception):
    """Prefect's state or server cannot be used; the message says what to do."""


class ServerSettings(Settings):
    """What only the standing server is told, and nobody else."""

    prefect_database: SecretStr | None = Field(
        None, description="Postgres URL for Prefect's own state; SQLite in the home without it."
    )


def database() -> dict[str, str]:
    """Return the environment that gives a standing server its database; empty for SQLite.

    Raises OrchestrationError, which never shows the URL: it holds a password.
    """
    told = ServerSettings(_env_file=os.environ.get(CONFIG) or FILE).prefect_database
    if told is None or not told.get_secret_value():
        return {}
    scheme, _, rest = told.get_secret_value().partition("://")
    if scheme not in ("postgres", "postgresql", "postgresql+asyncpg") or not rest:
        raise OrchestrationError(
            "COMMUNIQUE_PREFECT_DATABASE is no Postgres URL; write"
            " postgresql://USER:PASSWORD@HOST/DATABASE, or leave it out for SQLite."
        )
    return {"PREFECT_SERVER_DATABASE_CONNECTION_URL": f"postgresql+asyncpg://{rest}"}


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


@lru_cache(maxsize=1)
def end_in_time() -> None:
    """Let this process end soon after its work even where its server is gone by then.

    Prefect tells the server at exit what it has not told yet, and tries each event for seconds,
    however many there are. Call it within a flow run.
    """
    from prefect.events.worker import EventsWorker
    from prefect.logging.handlers import APILogWorker

    for service in (EventsWorker, APILogWorker):
        service.instance()  # what is registered later is called earlier
    threading._register_atexit(_drop_untold)  # type: ignore[attr-defined]  # as Prefect does
    logging.getLogger("prefect._internal.concurrency").addFilter(_worth_saying)


def _worth_saying(record: logging.LogRecord) -> bool:
    """Leave out each event that was not heard, in a thousand letters: `lost` says it in a few."""
    return "failed to process item" not in str(record.msg)


def _drop_untold() -> None:
    from prefect._internal.concurrency import services  # no public way; Prefect is pinned
    from prefect.settings import get_current_settings

    if (address := get_current_settings().api.url) and not answers(address):
        for service in list(services._active_services):
            with service._queue.mutex:
                service._queue.queue.clear()


def own_address() -> str:
    """Return where the API of the server is that `make serve` starts here."""
    return f"http://127.0.0.1:{os.environ.get('PREFECT_SERVER_API_PORT', '4200')}/api"


def answers(address: str) -> bool:
    """Return whether a Prefect server answers at the address of its API."""
    try:
        with urllib.request.urlopen(f"{address}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def lost(error: Exception) -> str | None:
    """Return what to tell a user where an error is that of a server that went away in a run."""
    if type(error).__module__.partition(".")[0] not in ("httpx", "httpcore"):
        return None
    return (
        "The Prefect server stopped answering. The run went on without it as far as it could: what"
        " it read is stored, and `communique status` says how it ended. Start the server again,"
        " then run this once more; what is stored is not read twice."
    )


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
