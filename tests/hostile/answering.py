"""How the hostile server answers, at all."""

from __future__ import annotations

import io
import time
from http.server import BaseHTTPRequestHandler
from typing import Any

HONEST = "<html><body><p>Ferries run to the island again, said the café.</p></body></html>"


class Answering(BaseHTTPRequestHandler):
    server: Any  # a Server

    def do_GET(self) -> None:
        self.server.seen.append(self.path)
        self.protocol_version, self.close_connection = "HTTP/1.0", True  # unless it keeps it
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

    def keep(self, body: bytes, told: int | None = None) -> None:
        """Answer in one piece, with a length, and keep the connection."""
        self.protocol_version, self.close_connection = "HTTP/1.1", False
        self.wfile = io.BufferedWriter(self.connection.makefile("wb", 0), 1 << 20)
        self.answer(body, Content_Length=str(len(body) if told is None else told))

    def log_message(self, format: str, *args: object) -> None:
        pass
