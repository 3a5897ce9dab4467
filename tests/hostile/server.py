"""A loopback server of two minds: an honest site, and every trick we know of beside it."""

from __future__ import annotations

import gzip
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import ThreadingHTTPServer
from typing import Any

from tests.hostile.answering import HONEST
from tests.hostile.contents import Contents
from tests.hostile.tricks import Tricks

Answer = Callable[["Handler"], None]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[str] = []
        self.connections = 0
        self.robots: Answer = lambda handler: handler.answer(b"", status=404)
        self.canary = ""  # the URL of a server that nobody may ask

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def process_request(self, request: Any, client_address: Any) -> None:
        self.connections += 1
        super().process_request(request, client_address)

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # clients hang up on us, as they should


class Handler(Contents, Tricks):
    server: Server

    # The honest site.

    def send_page(self) -> None:
        self.answer(HONEST.encode())

    def send_gzip(self) -> None:
        parts = HONEST.encode()[:20], HONEST.encode()[20:]
        self.answer(b"".join(map(gzip.compress, parts)), Content_Encoding="gzip")

    def send_deflate(self) -> None:
        self.answer(zlib.compress(HONEST.encode()), Content_Encoding="deflate")

    def send_rawdeflate(self) -> None:
        packer = zlib.compressobj(wbits=-15)
        body = packer.compress(HONEST.encode()) + packer.flush()
        self.answer(body, Content_Encoding="deflate")

    def send_utf16(self) -> None:
        self.answer(HONEST.encode("utf-16"), "text/html; charset=utf-16")

    def send_nested(self) -> None:
        self.answer(b"<html>" + b"<div>" * 100_000 + b"</html>")

    def send_chunked(self) -> None:
        self.protocol_version = "HTTP/1.1"
        body = HONEST.encode()
        chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        self.answer(chunks, Transfer_Encoding="chunked", Connection="close")

    def send_busyonce(self) -> None:
        self._busy(503, "0")

    def send_slowdown(self) -> None:
        self._busy(429, format_datetime(datetime.now(UTC) - timedelta(seconds=5), usegmt=True))

    def _busy(self, status: int, after: str) -> None:
        if self.server.seen.count(self.path) == 1:
            self.answer(b"", status=status, Retry_After=after)
        else:
            self.send_page()

    def send_kept(self) -> None:
        self.keep(HONEST.encode())


@contextmanager
def running() -> Iterator[Server]:
    """Run a server on a free port of loopback."""
    server = Server()
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
