"""Packed bytes to plain ones, never more than a cap: gzip files, HTTP's codings.

What belongs here: decoding with a limit at every step. What does not: what the bytes say.
"""

from __future__ import annotations

import re
import zlib

_GZIP = b"\x1f\x8b"
_MEMBERS = 100  # of one file; each costs a copy of the rest
_AS_GZIP, _AS_ZLIB, _AS_DEFLATE = zlib.MAX_WBITS | 16, zlib.MAX_WBITS, -zlib.MAX_WBITS
_CHUNK_SIZE = re.compile(rb"\s*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")


class PackedError(Exception):
    """The bytes cannot be unpacked; the message says why."""


class TooLargeError(PackedError):
    """They unpack to more than the cap."""


def is_gzip(body: bytes) -> bool:
    """Tell whether bytes are a gzip file."""
    return body.startswith(_GZIP)


def gunzip(body: bytes, max_bytes: int) -> bytes:
    """Return what a gzip file holds, all its members; bytes after the last one are let go.

    Raises TooLargeError above `max_bytes`, PackedError when it is broken or cut off.
    """
    plain, rest = b"", body
    for _ in range(_MEMBERS):
        more, rest = _inflate(rest, _AS_GZIP, max_bytes - len(plain))
        plain += more
        if not is_gzip(rest):
            return plain
    raise PackedError(f"it has more than {_MEMBERS} gzip members")


def _inflate(body: bytes, form: int, room: int) -> tuple[bytes, bytes]:
    """Return one stream unpacked and the bytes behind it."""
    stream = zlib.decompressobj(wbits=form)
    try:
        plain = stream.decompress(body, room + 1)
    except zlib.error as error:
        raise PackedError(f"its compression is broken: {error}") from error
    if len(plain) > room:
        raise TooLargeError("it unpacks to more bytes than COMMUNIQUE_MAX_BYTES")
    if not stream.eof:
        raise PackedError("its compressed bytes are cut off")
    return plain, stream.unused_data


def decode(body: bytes, coding: str, max_bytes: int) -> bytes:
    """Return an HTTP body without its content coding.

    Archives often keep the header and store the body decoded, so markup is taken as it stands.
    Raises TooLargeError, PackedError.
    """
    coding = coding.strip().lower()
    if coding in ("", "identity") or body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return body
    if coding in ("gzip", "x-gzip") and is_gzip(body):
        return gunzip(body, max_bytes)
    if coding == "deflate":
        # Both readings of the standard are in use: a zlib stream tells itself by its first byte.
        form = _AS_ZLIB if body[:1] == b"\x78" else _AS_DEFLATE
        return _inflate(body, form, max_bytes)[0]
    raise PackedError(f"its coding {coding[:40]!r} cannot be read")


def dechunk(body: bytes) -> bytes:
    """Return an HTTP body that was sent in chunks; one that is not in chunks, as it is.

    Raises PackedError when a chunk is missing.
    """
    if not _CHUNK_SIZE.match(body):
        return body
    parts: list[bytes] = []
    at = 0
    while size := _CHUNK_SIZE.match(body, at):
        start, length = size.end(), int(size[1], 16)
        if length == 0:
            return b"".join(parts)
        parts.append(body[start : start + length])
        at = start + length + 2  # its line end
    raise PackedError("its chunks are cut off")
