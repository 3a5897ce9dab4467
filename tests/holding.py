"""A newsroom that can keep a reader waiting, and a link to Prefect that can be cut.

What belongs here: what tests of killed, stopped and cut-off runs share. What does not: asserting.
"""

from __future__ import annotations

import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

from flows.newsroom import FOLDER, _Quiet

PATIENCE = 120.0  # seconds; whoever waits longer waits for ever


class Newsroom(ThreadingHTTPServer):
    """The sample newsroom; while `held` is part of a path, its answer waits for `release`."""

    daemon_threads = True

    def __init__(self, folder: Path = FOLDER) -> None:
        self.folder = folder
        self.held = ""
        self.reached = threading.Event()
        self.freed = threading.Event()
        self.failing: Callable[[str], bool] = lambda _: False
        super().__init__(("127.0.0.1", 0), _Holding)
        self.host = f"127.0.0.1:{self.server_port}"

    def hold(self, part: str) -> None:
        """From now on, let the answer to such paths wait."""
        self.reached.clear()
        self.freed.clear()
        self.held = part

    def wait_for_reader(self) -> None:
        """Return once somebody waits for what is held."""
        assert self.reached.wait(PATIENCE), f"nobody asked for {self.held}"

    def release(self) -> None:
        """Answer whoever waits, and let nobody wait any more."""
        self.held = ""
        self.freed.set()


class _Holding(_Quiet):
    def __init__(self, request: Any, client: Any, server: Newsroom) -> None:
        super().__init__(request, client, server, directory=str(server.folder))

    def do_GET(self) -> None:  # noqa: N802
        assert isinstance(self.server, Newsroom)
        if self.server.held and self.server.held in self.path:
            self.server.reached.set()
            self.server.freed.wait(PATIENCE)
        if self.server.failing(self.path):
            self.send_error(HTTPStatus.FORBIDDEN)  # which is not tried again at once
            return
        with suppress(ConnectionError):  # the reader was killed
            super().do_GET()


@contextmanager
def newsroom(folder: Path = FOLDER) -> Iterator[Newsroom]:
    """Serve a newsroom that can hold its answers."""
    with Newsroom(folder) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.release()
            server.shutdown()


class _Pipe(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        assert isinstance(self.server, Link)
        with socket.create_connection(self.server.to) as there:
            self.server.open |= {self.request, there}
            back = threading.Thread(target=_pour, args=(there, self.request), daemon=True)
            back.start()
            _pour(self.request, there)
            back.join(PATIENCE)


def _pour(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(65536):
            other.sendall(data)
        other.shutdown(socket.SHUT_WR)


class Link(socketserver.ThreadingTCPServer):
    """A port that leads to another one until it is cut."""

    daemon_threads = True

    def __init__(self, to: tuple[str, int]) -> None:
        self.to = to
        self.open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), _Pipe)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def cut(self) -> None:
        """Close the port and every connection through it."""
        self.shutdown()
        self.server_close()
        for one in self.open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


def wait_until(what: Callable[[], object], named: str, seconds: float = PATIENCE) -> None:
    """Return once it is so; fail, saying what was awaited, when it does not come."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, f"waited in vain: {named}"
        time.sleep(0.2)
