"""What an HTTP/1 connection brought beyond the answer to its last request.

What belongs here: counting. What does not: the connection, and reading answers.

A server that sends more bytes than the length it told either cut its page short with that length,
or lays the next answer ready for whoever asks next. So a connection is asked again only where the
count shows that nothing is left in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_HEAD_END = re.compile(rb"\n\r?\n")  # as h11 reads it, the parser below httpx
_MAX_HEAD = 128 * 1024  # bytes; h11 gives up before
_STATUS = len("HTTP/1.1 200")
_INTERIM = re.compile(rb"HTTP/1\.[01] 1")


class Tally:
    """Counts the bytes that came since the last request was sent."""

    def __init__(self) -> None:
        self.requests = 0
        self._bytes = 0
        self._start = bytearray()  # of the answer, until its head is whole
        self._head: int | None = None

    def asked(self) -> None:
        """Begin anew: a request was sent."""
        if self._bytes or not self.requests:
            self.requests += 1
        self._bytes = 0
        self._start.clear()
        self._head = None

    def came(self, data: bytes) -> None:
        """Count what came."""
        self._bytes += len(data)
        if self._head is None and len(self._start) < _MAX_HEAD:
            seen = len(self._start)
            self._start += data[:_MAX_HEAD]
            if end := _HEAD_END.search(self._start, max(0, seen - 2)):
                self._head = end.end()
                del self._start[_STATUS:]

    @property
    def is_stray(self) -> bool:
        """Tell whether what came is no answer: left over from the request before this one."""
        start = self._start[:5]
        return self.requests > 1 and not b"HTTP/".startswith(start)

    def left(self, headers: Mapping[str, str]) -> int | None:
        """Return the bytes beyond an answer with these headers, read to its end.

        None where the headers tell no length. An answer takes at least its head and the told
        length, so 0 is certain; interim answers (103) before it make the count too large.
        """
        told = headers.get("content-length", "")
        if self._head is None or not told.isdigit() or "transfer-encoding" in headers:
            return None
        if _INTERIM.match(self._start):
            return None
        return self._bytes - self._head - int(told)
