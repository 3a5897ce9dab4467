"""A loopback server of two minds: an honest site, and every trick we know of beside it."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HONEST = "<html><body><p>Ferries run to the island again, said the café.</p></body></html>"
BURST = b"<p>" + b"a" * 50_000_000
Answer = Callable[["Handler"], None]


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.seen: list[str] = []
        self.robots: Answer = lambda handler: handler.answer(b"", status=404)
        self.canary = ""  # the URL of a server that nobody may ask

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # clients hang up on us, as they should


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.seen.append(self.path)
        if self.path == "/robots.txt":
            self.server.robots(self)
        else:
            name = self.path.strip("/").partition("/")[0]
            getattr(self, f"send_{name}", self.send_missing)()

    def answer(
        self, body: bytes, media: str = "text/html; charset=utf-8", status: int = 200, **more: str
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media)
        for header, value in more.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self, piece: bytes) -> None:
        while True:
            self.wfile.write(piece)
            self.wfile.flush()
            time.sleep(0.02)

    def send_missing(self) -> None:
        self.answer(b"", status=404)

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

    # The tricks.

    def send_drip(self) -> None:
        self.answer(b"<html>")
        self.drip(b"a")

    def send_headdrip(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        self.drip(b"a")

    def send_endless(self) -> None:
        self.answer(b"<html>")
        while True:
            self.wfile.write(b"a" * 65536)

    def send_heads(self) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            self.wfile.write(b"X-Big: " + b"a" * 8000 + b"\r\n")

    def send_gzipbomb(self) -> None:
        self.answer(gzip.compress(BURST, 1), Content_Encoding="gzip")

    def send_deflatebomb(self) -> None:
        self.answer(zlib.compress(BURST, 1), Content_Encoding="deflate")

    def send_members(self) -> None:
        self.answer(gzip.compress(b"") * 5000, Content_Encoding="gzip")

    def send_brotli(self) -> None:
        self.answer(b"\x0b\x02\x80", Content_Encoding="br")

    def send_twice(self) -> None:
        self.answer(gzip.compress(gzip.compress(BURST, 1)), Content_Encoding="gzip, gzip")

    def send_cutgzip(self) -> None:
        self.answer(gzip.compress(HONEST.encode() * 9)[:-12], Content_Encoding="gzip")

    def send_notgzip(self) -> None:
        self.answer(HONEST.encode(), Content_Encoding="gzip")

    def send_long(self) -> None:
        self.answer(HONEST.encode(), Content_Length="9999")

    def send_short(self) -> None:
        self.protocol_version = "HTTP/1.1"
        self.answer(HONEST.encode(), Content_Length="40")
        self.close_connection = False

    def send_cutchunk(self) -> None:
        self.protocol_version = "HTTP/1.1"
        self.answer(b"ff\r\n<html><p>half", Transfer_Encoding="chunked", Connection="close")

    def send_loop(self) -> None:
        self.answer(b"", status=302, Location="/loop")

    def send_pingpong(self) -> None:
        self.answer(b"", status=301, Location=f"/pingpong/{len(self.server.seen)}")

    def send_inside(self) -> None:
        self.answer(b"", status=302, Location=self.server.canary)

    def send_mapped(self) -> None:
        port = self.server.canary.rpartition(":")[2]
        self.answer(b"", status=307, Location=f"http://[::ffff:127.0.0.1]:{port}")

    def send_scheme(self) -> None:
        self.answer(b"", status=302, Location="file:///etc/hostname")

    def send_binary(self) -> None:
        self.answer(b"\x89PNG\r\n\x1a\n\0\0")

    def send_nul(self) -> None:
        self.answer(b"<html><p>a\0b</p></html>")

    def send_garbage(self) -> None:
        self.wfile.write(b"\0\1\2 not HTTP at all\r\n\r\n")

    def send_hangup(self) -> None:
        self.close_connection = True

    def send_waitlong(self) -> None:
        self.answer(b"", status=429, Retry_After="86400")

    def send_waitdate(self) -> None:
        later = format_datetime(datetime.now(UTC) + timedelta(days=1), usegmt=True)
        self.answer(b"", status=503, Retry_After=later)

    def send_broken(self) -> None:
        self.answer(b"", status=500)

    def log_message(self, format: str, *args: object) -> None:
        pass


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
