"""The sample newsroom on loopback: `deployments/sample` behind a small web server.

What belongs here: serving files quietly. What does not: reading them as news.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "deployments" / "sample"
PORT = 8765  # any free one when this is taken; a fixed one gives every run the same addresses


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, ".xml": "application/xml"}  # noqa: RUF012

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serve_newsroom(folder: Path = FOLDER) -> Iterator[str]:
    """Serve the folder until the context ends; yield "host:port"."""
    handler = partial(_Quiet, directory=str(folder))
    try:
        server = ThreadingHTTPServer(("127.0.0.1", PORT), handler)
    except OSError:
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
