"""A standing Prefect server, a worker and the deployments, until Ctrl-C: `make serve`.

What belongs here: starting, watching and stopping the three. What does not: the flows they run,
and what becomes of flow runs that died (`recovery`).

When the server or the worker ends by itself, all is ended, with status 1 and a line that says
which: a supervisor such as systemd starts it anew, and the start closes what was left open. What a
flow stored is kept, whenever it is stopped.
"""

from __future__ import annotations

import os
import platform
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import click

from flows import prefect_env
from tasks.processes import Process, descendants, process

POOL = "communique"
WORKER = f"communique-{platform.node()}"
ROOT = Path(__file__).parent.parent
DEPLOYMENTS = ROOT / "deployments" / "prefect.yaml"
PATIENCE = 120  # seconds for the server to answer; the first start sets up its database
GRACE = {"flows": 5.0, "worker": 2.0, "server": 2.0}  # seconds to end; ten are promised for all
LOOK = 0.5  # seconds between two looks at whether they still run

Child = subprocess.Popen[bytes]


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
    except (ServeError, prefect_env.OrchestrationError) as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(1)


def serve(port: int) -> None:
    """Run server, registration and worker; return never, raise ServeError or KeyboardInterrupt."""
    address = f"http://127.0.0.1:{port}"
    for level, plain in (("HANDLERS_CONSOLE", "INFO"), ("INTERNAL", "ERROR")):  # to the logs
        os.environ.setdefault(f"PREFECT_LOGGING_{level}_LEVEL", plain)
    prefect_env.prepare()
    os.environ["PREFECT_API_URL"] = f"{address}/api"
    if prefect_env.answers(os.environ["PREFECT_API_URL"]):
        raise ServeError(
            f"Something already serves {address}; stop it or set PREFECT_SERVER_API_PORT."
        )
    logs = Path(os.environ["PREFECT_HOME"])
    running: dict[str, Child] = {}
    flows: set[Process] = set()
    try:
        click.echo("Starting the Prefect server ...")
        ask = ("server", "start", "--host", "127.0.0.1", "--port", str(port))
        running["server"] = _child(ask, logs / "server.log", prefect_env.database())
        _wait_until_up(address, running["server"], logs / "server.log")
        click.echo("Registering the deployments ...")
        register(logs / "deploy.log")
        ask = ("worker", "start", "--pool", POOL, "--name", WORKER)
        running["worker"] = _child(ask, logs / "worker.log")
        click.echo(f"Prefect UI: {address}")
        click.echo(f"Logs: {logs}/server.log and worker.log. Ctrl-C stops everything.")
        click.echo(f"Other terminals join in with: export PREFECT_API_URL={address}/api")
        _watch(running, flows)
    finally:
        _stop(running, flows)


def register(log: Path) -> None:
    """Tell the server of our work pool, deployments and automations; close runs that died."""
    _run(("prefect", "work-pool", "create", POOL, "--type", "process", "--overwrite"), log)
    _run(("prefect", "deploy", "--all", "--prefect-file", str(DEPLOYMENTS)), log)
    _run(("flows.recovery", WORKER), log)


def _command(module: str, *arguments: str) -> list[str]:
    asked = ("--no-prompt", *arguments) if module == "prefect" else arguments
    return [sys.executable, "-m", module, *asked]


def _run(what: Sequence[str], log: Path) -> None:
    with log.open("ab") as output:
        done = subprocess.run(_command(*what), stdout=output, stderr=output, cwd=ROOT)
    if done.returncode != 0:
        raise ServeError(f"{' '.join(what[:3])} failed; see {log}.")


def _child(arguments: Sequence[str], log: Path, secrets: Mapping[str, str] | None = None) -> Child:
    """Start `prefect` in a session of its own, so that Ctrl-C reaches us alone."""
    with log.open("ab") as output:
        return subprocess.Popen(
            _command("prefect", *arguments),
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            cwd=ROOT,
            env={**os.environ, **(secrets or {})},
            start_new_session=True,
        )


def _stop(running: Mapping[str, Child], flows: set[Process]) -> None:
    """End the flows, then the worker, which would kill them, then the server, which is told all."""
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.SIG_IGN)  # we are at it
    _end_flows(running, flows)
    for name in ("worker", "server"):
        if child := running.get(name):
            _end(child, GRACE[name])
    for one in _living(flows):
        _send(one, signal.SIGKILL)


def _end_flows(running: Mapping[str, Child], flows: set[Process]) -> None:
    """Ask every flow to end, once, and wait for them; also for what the worker begins meanwhile."""
    deadline = time.monotonic() + GRACE["flows"]
    asked: set[Process] = set()
    _learn(running, flows)
    while time.monotonic() < deadline and (living := _living(flows)):
        for one in [one for one in living if one not in asked]:
            asked.add(one)
            with suppress(ProcessLookupError):
                if os.getpgid(one.pid) == one.pid:  # a flow, not what it started in its turn
                    _send(one, signal.SIGTERM)
        time.sleep(0.05)
        _learn(running, flows)


def _end(child: Child, seconds: float) -> None:
    """Ask a child to end; kill it after some seconds."""
    child.terminate()
    try:
        child.wait(seconds)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _send(one: Process, what: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(one.pid, what)


def _learn(running: Mapping[str, Child], flows: set[Process]) -> None:
    """Note what the worker started: nobody knows it any more when the worker has died."""
    if worker := running.get("worker"):
        flows |= set(descendants(worker.pid))


def _living(flows: set[Process]) -> list[Process]:
    return [one for one in flows if process(one.pid) == one]


def _wait_until_up(address: str, server: Child, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not prefect_env.answers(f"{address}/api"):
        if server.poll() is not None or time.monotonic() > deadline:
            raise ServeError(f"The Prefect server did not start; see {log}.")
        time.sleep(0.2)


def _watch(running: Mapping[str, Child], flows: set[Process]) -> None:
    """Return never; raise ServeError when a child ends."""
    while True:
        _learn(running, flows)
        flows.intersection_update(_living(flows))
        for name, child in running.items():
            if child.poll() is not None:
                raise ServeError(
                    f"The {name} ended by itself; see {name}.log in {os.environ['PREFECT_HOME']}. "
                    "All was stopped; what flows had stored is kept. Start it again."
                )
        time.sleep(LOOK)


if __name__ == "__main__":
    main()
