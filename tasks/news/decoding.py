"""A body from its transfer form, bounded: gzip and deflate, never more bytes than asked for.

What belongs here: content encodings. What does not: charsets, and what the bytes say.
"""

from __future__ import annotations

import zlib
from typing import Any

from tasks.news.answers import FetchError

ENCODINGS = "gzip, deflate"  # what we ask for: no other is decoded, so none can burst

_GZIP, _ZLIB, _RAW = 31, 15, -15  # zlib's names for the three forms, its wbits
_FORMS = {"gzip": _GZIP, "x-gzip": _GZIP, "deflate": _ZLIB}
_MAX_MEMBERS = 100  # of one gzip body; more is an attempt to keep us busy


class Body:
    """The decoded bytes of one answer, up to `limit`; `is_full` says that there were more.

    Raises FetchError: unknown_encoding at once, broken_response at bytes that do not decode.
    """

    def __init__(self, encoding: str, limit: int):
        name = encoding.strip().lower()
        if name not in ("", "identity", *_FORMS):
            what = f"is sent as {name[:60]!r}, which we did not ask for; name another address"
            raise FetchError("unknown_encoding", what, 200)
        self.is_full = False
        self._form = _FORMS.get(name)
        self._limit = limit
        self._bytes = bytearray()
        self._members = 0
        self._inflater: Any = None

    def add(self, data: bytes) -> None:
        """Take the next bytes as they came; what is beyond the limit is not decoded."""
        if self._form is None:
            self._keep(data[: self._room])
            return
        try:
            while data and not self.is_full:
                data = self._inflate(data)
        except zlib.error as error:
            raise _broken(str(error)) from error

    def finish(self) -> bytes:
        """Return the whole; raise FetchError (truncated) if the compressed form was cut off."""
        if self._inflater is not None and not self._inflater.eof and not self.is_full:
            raise FetchError("truncated", "broke off within its compressed form; try again", 200)
        return bytes(memoryview(self._bytes)[: self._limit])

    @property
    def _room(self) -> int:
        return self._limit + 1 - len(self._bytes)  # one more shows that there is more

    def _keep(self, data: bytes) -> None:
        self._bytes += data
        self.is_full = len(self._bytes) > self._limit

    def _inflate(self, data: bytes) -> bytes:
        """Decode at most what there is room for; return what is left to decode."""
        if self._inflater is None:
            self._inflater = zlib.decompressobj(self._wbits(data))
        elif self._inflater.eof:
            if self._form != _GZIP or data[:1] != b"\x1f":
                return b""  # what follows the end is padding
            self._members += 1
            if self._members > _MAX_MEMBERS:
                raise _broken(f"more than {_MAX_MEMBERS} gzip members")
            self._inflater = zlib.decompressobj(_GZIP)
        self._keep(self._inflater.decompress(data, self._room))
        return bytes(self._inflater.unconsumed_tail or self._inflater.unused_data)

    def _wbits(self, data: bytes) -> int:
        """Return the form; "deflate" is sent with zlib's header or, by old servers, without."""
        if self._form == _ZLIB and data[0] & 0x0F != 8:
            return _RAW
        return self._form or _GZIP


def _broken(why: str) -> FetchError:
    return FetchError("broken_response", f"sent a broken answer ({why}); try again later", 200)
