"""A standing Prefect server, a worker and the deployments, until Ctrl-C: `make serve`.

What belongs here: starting, watching and stopping the three. What does not: the flows they run.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import click

from flows import prefect_env

POOL = "communique"
DEPLOYMENTS = Path(__file__).parent.parent / "deployments" / "prefect.yaml"
PATIENCE = 120  # seconds for the server to answer; the first start sets up its database
GRACE = 10  # seconds for a child to end before it is killed


class ServeError(Exception):
    """The server, the registration or the worker failed; the message names the log."""


def main() -> None:
    """Serve until interrupted; exit status 1 when something fails, with one line that says what."""
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.default_int_handler)
    try:
        serve(int(os.environ.get("PREFECT_SERVER_API_PORT", "4200")))
    except KeyboardInterrupt:
        click.echo("Stopped.")
    except ServeError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(1)


def serve(port: int) -> None:
    """Run server, registration and worker; return never, raise ServeError or KeyboardInterrupt."""
    address = f"http://127.0.0.1:{port}"
    os.environ.setdefault("PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL", "INFO")  # it goes to the logs
    prefect_env.prepare()
    os.environ["PREFECT_API_URL"] = f"{address}/api"
    if _answers(address):
        raise ServeError(
            f"Something already serves {address}; stop it or set PREFECT_SERVER_API_PORT."
        )
    logs = Path(os.environ["PREFECT_HOME"])
    with ExitStack() as stack:
        click.echo("Starting the Prefect server ...")
        server = stack.enter_context(
            _child(
                ("server", "start", "--host", "127.0.0.1", "--port", str(port)), logs / "server.log"
            )
        )
        _wait_until_up(address, server, logs / "server.log")
        click.echo("Registering the deployments ...")
        register(logs / "deploy.log")
        worker = stack.enter_context(
            _child(("worker", "start", "--pool", POOL), logs / "worker.log")
        )
        click.echo(f"Prefect UI: {address}")
        click.echo(f"Logs: {logs}/server.log and worker.log. Ctrl-C stops everything.")
        click.echo(f"Other terminals join in with: export PREFECT_API_URL={address}/api")
        _watch(server=server, worker=worker)


def register(log: Path) -> None:
    """Create the work pool where it is missing and register the deployments with the server."""
    _prefect(("work-pool", "create", POOL, "--type", "process", "--overwrite"), log)
    _prefect(("deploy", "--all", "--prefect-file", str(DEPLOYMENTS)), log)


def _command(arguments: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "prefect", "--no-prompt", *arguments]


def _prefect(arguments: Sequence[str], log: Path) -> None:
    with log.open("ab") as output:
        done = subprocess.run(
            _command(arguments), stdout=output, stderr=output, cwd=DEPLOYMENTS.parent.parent
        )
    if done.returncode != 0:
        raise ServeError(f"prefect {' '.join(arguments[:2])} failed; see {log}.")


@contextmanager
def _child(arguments: Sequence[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run `prefect` in a session of its own, so that Ctrl-C reaches us alone; end it with us."""
    with log.open("ab") as output:
        child = subprocess.Popen(
            _command(arguments),
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            cwd=DEPLOYMENTS.parent.parent,
            start_new_session=True,
        )
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(GRACE)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/api/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _wait_until_up(address: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not _answers(address):
        if server.poll() is not None or time.monotonic() > deadline:
            raise ServeError(f"The Prefect server did not start; see {log}.")
        time.sleep(0.2)


def _watch(**children: subprocess.Popen[bytes]) -> None:
    while True:
        for name, child in children.items():
            if child.poll() is not None:
                raise ServeError(f"The {name} ended by itself; see its log.")
        time.sleep(0.5)


if __name__ == "__main__":
    main()
