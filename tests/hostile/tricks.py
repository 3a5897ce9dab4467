"""Every trick of the wire that we know of; `HONEST` bytes in all that is told wrongly."""

from __future__ import annotations

import gzip
import socket
import time
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from urllib.parse import unquote

from tests.hostile.answering import HONEST, Answering

BURST = b"<p>" + b"a" * 50_000_000
_POISON = b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n<html><p>False.</p></html>"


class Tricks(Answering):
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

    def send_chunkdrip(self) -> None:
        self._chunks()
        self.drip(b"1\r\na\r\n")

    def send_chunkendless(self) -> None:
        self._chunks()
        while True:
            self.wfile.write(b"10000\r\n" + b"a" * 65536 + b"\r\n")

    def send_badchunk(self) -> None:
        self._chunks()
        self.wfile.write(b"zz\r\n<p>half")

    def _chunks(self) -> None:
        self.protocol_version = "HTTP/1.1"
        self.answer(b"", Transfer_Encoding="chunked", Connection="close")

    def send_interim(self) -> None:
        while True:
            self.wfile.write(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 100)

    def send_manyheads(self) -> None:
        heads = dict.fromkeys((f"X_{number}" for number in range(2000)), "a" * 90)
        self.answer(HONEST.encode(), **heads)  # type: ignore[arg-type]

    def send_twolengths(self) -> None:
        self.answer(HONEST.encode(), Content_Length="4", content_length="5")

    def send_nolength(self) -> None:
        self.keep(HONEST.encode(), told=0)

    def send_reset(self) -> None:
        self.answer(b"<html><p>half", Content_Length="9999")
        self.wfile.flush()
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        self.connection.close()

    def send_poison(self) -> None:
        """Lay an answer to the next request ready behind our own."""
        self.keep(HONEST.encode())
        self.wfile.write(_POISON)

    def send_latepoison(self) -> None:
        self.keep(HONEST.encode())
        self.wfile.flush()
        time.sleep(0.1)
        self.wfile.write(b"<p>More, too late.</p>")

    def send_zstd(self) -> None:
        self.answer(b"\x28\xb5\x2f\xfd", Content_Encoding="zstd")

    def send_nestedgzip(self) -> None:
        self.answer(gzip.compress(gzip.compress(BURST, 1)), Content_Encoding="gzip")

    def send_cutdeflate(self) -> None:
        self.answer(zlib.compress(HONEST.encode() * 9)[:-12], Content_Encoding="deflate")

    def send_partial(self) -> None:
        self.answer(HONEST.encode()[:40], status=206, Content_Range="bytes 0-39/80")

    def send_nothingnew(self) -> None:
        self.answer(b"", status=304)

    def send_oldhttp(self) -> None:
        self.wfile.write(b"HTTP/one 200 OK\r\n\r\n" + HONEST.encode())

    def send_nowhere(self) -> None:
        self.answer(b"", status=302, Location="")

    def send_cookies(self) -> None:
        """Redirect with more cookies each time."""
        number = len(self.server.seen)
        flood = [f"a{number}{one}={'x' * 300}; Path=/" for one in range(100)]
        self.send_response(302)
        for one in flood:
            self.send_header("Set-Cookie", one)
        self.send_header("Location", f"/cookies/{number}")
        self.end_headers()

    def send_to(self) -> None:
        """Redirect to this machine under one of its names; `PORT` is the canary's."""
        name = unquote(self.path.removeprefix("/to/"))
        port = self.server.canary.rpartition(":")[2]
        self.answer(b"", status=302, Location=name.replace("PORT", port))

    def send_refreshto(self) -> None:
        name = unquote(self.path.removeprefix("/refreshto/"))
        target = name.replace("CANARY", self.server.canary)
        self.answer(f'<meta http-equiv="refresh" content="0;url={target}">'.encode())

    def send_ring(self) -> None:
        number = int(self.path.rpartition("/")[2]) ^ 1
        self.answer(f'<meta http-equiv="refresh" content="0;url=/ring/{number}">'.encode())

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
