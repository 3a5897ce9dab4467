"""Make the pictures of the README: `.venv/bin/python deployments/screenshots.py [FOLDER]`.

What belongs here: a served stack that reads the sample newsroom, and a browser that looks at it.
What does not: what it shows. State is in a folder that is thrown away; your own is left alone.

Needs Chromium on the PATH (Debian: apt install chromium fonts-dejavu-core), and a minute.
"""

from __future__ import annotations

import base64
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import connect  # comes with Prefect

ROOT = Path(__file__).parent.parent
FOLDER = Path(__file__).with_name("screenshots")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
LARGEST = 200_000  # bytes of one picture
PATIENCE = 300  # seconds for the stack to start and for the run to end
SIZE = "1200,1190"
SETTLE = 8  # seconds until a page has asked for all that it shows, and faded it in

Ask = Callable[..., dict[str, Any]]


def main(folder: Path = FOLDER) -> None:
    """Write runs.png, artifact.png and parameters.png."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("No Chromium on the PATH. Install one: apt install chromium fonts-dejavu-core")
    folder.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="communique-") as home,
        _newsroom() as address,
        _served(Path(home), address) as ui,
    ):
        deployment, report = _ingested(ui, address)
        pages = {
            "runs": f"{ui}/runs",
            "artifact": f"{ui}/artifacts/artifact/{report}",
            "parameters": f"{ui}/deployments/deployment/{deployment}/run",
        }
        with _browser(browser, Path(home) / "browser") as ask:
            for name, page in pages.items():
                _look(ask, page, folder / f"{name}.png")


@contextmanager
def _newsroom() -> Iterator[str]:
    from flows.newsroom import serve_newsroom

    with serve_newsroom() as address:
        yield address


@contextmanager
def _served(home: Path, allowed: str) -> Iterator[str]:
    """Run what `make serve` runs, on a free port; yield the UI's address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {
        "COMMUNIQUE_HOME": str(home),
        "COMMUNIQUE_ALLOW_HOSTS": allowed,
        "COMMUNIQUE_HOST_DELAY": "0",
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_HOME": str(home / "prefect"),
        "PYTHONUNBUFFERED": "1",
    }
    log = home / "serve.log"
    with log.open("wb") as output:
        stack = subprocess.Popen(
            [sys.executable, "-m", "flows.serve"],
            cwd=ROOT, env=os.environ | own, stdout=output, stderr=output,
        )  # fmt: skip
    try:
        _wait(stack, lambda: b"Prefect UI" in log.read_bytes(), "The stack")
        yield f"http://127.0.0.1:{port}"
    finally:
        stack.send_signal(signal.SIGTERM)
        stack.wait()


def _wait(running: subprocess.Popen[bytes], ready: Callable[[], object], who: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while not ready():
        if running.poll() is not None or time.monotonic() > deadline:
            sys.exit(f"{who} did not start.")
        time.sleep(0.5)


def _ingested(ui: str, address: str) -> tuple[str, str]:
    """Have the worker read the newsroom, and more; return the ids of the deployment and a page."""
    os.environ["PREFECT_API_URL"] = f"{ui}/api"
    from prefect.client.orchestration import get_client
    from prefect.deployments import run_deployment

    from flows.newsroom import FOLDER as NEWSROOM
    from flows.sources import read_sources

    sources = read_sources(NEWSROOM / "sources.toml", base=f"http://{address}/")
    locations = [source.location for source in sources]
    for name, parameters in (
        ("ingest/hourly", {"sources": locations}),
        ("recode/recode", {}),
        ("publish/snapshot", {}),
    ):
        run = run_deployment(name, parameters=parameters, timeout=PATIENCE, poll_interval=2)
        if run.state is None or not run.state.is_completed():
            sys.exit(f"The run of {name} did not complete: {run.state}")
    with get_client(sync_client=True) as client:
        deployment = client.read_deployment_by_name("ingest/hourly").id
        page = next(one.id for one in client.read_artifacts() if one.key == "ingest-report")
    return str(deployment), str(page)


@contextmanager
def _browser(program: str, scratch: Path) -> Iterator[Ask]:
    """Run a browser without a window; yield what one asks it by DevTools, to one page."""
    command = [
        program, "--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run",
        "--remote-debugging-port=0", f"--window-size={SIZE}", f"--user-data-dir={scratch}",
    ]  # fmt: skip
    if os.geteuid() == 0:
        command.append("--no-sandbox")  # Chromium has none for root
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        told = scratch / "DevToolsActivePort"
        _wait(running, lambda: told.exists() and told.read_text().count("\n"), "The browser")
        port, path = told.read_text().splitlines()
        with connect(f"ws://127.0.0.1:{port}{path}", max_size=None) as wire:
            numbers = count(1)

            def ask(method: str, session: str | None = None, **parameters: Any) -> dict[str, Any]:
                number = next(numbers)
                message = {"id": number, "method": method, "params": parameters}
                wire.send(json.dumps(message | ({"sessionId": session} if session else {})))
                while (answer := json.loads(wire.recv(60))).get("id") != number:
                    pass  # an event that nobody waits for
                return dict(answer["result"])

            yield ask
    finally:
        running.terminate()
        running.wait()


def _look(ask: Ask, page: str, picture: Path) -> None:
    """Open a page, let it settle, and keep what is seen of it."""
    target = ask("Target.createTarget", url=page)["targetId"]
    session = ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    time.sleep(SETTLE)
    seen = ask("Page.captureScreenshot", session, format="png")
    picture.write_bytes(base64.b64decode(seen["data"]))
    ask("Target.closeTarget", targetId=target)
    if (size := picture.stat().st_size) > LARGEST:
        sys.exit(f"{picture} has {size:,} bytes; {LARGEST:,} are allowed.")
    sys.stdout.write(f"{picture}: {size:,} bytes\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
