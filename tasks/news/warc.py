"""Web archives, `.warc` and `.warc.gz`: the HTML pages they hold. The only door to warcio.

What belongs here: records to pages, with their losses. What does not: finding the files.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from io import BufferedReader, StringIO
from pathlib import Path
from typing import Any

from warcio.archiveiterator import WARCIterator

from tasks.news.files import reject
from tasks.news.packed import PackedError, TooLargeError, dechunk, decode, is_gzip
from tasks.news.text import one_line
from tasks.news.urls import is_web, tidy
from tasks.news.windows import Outside, Window, judge_declared
from tasks.records import Page, Rejection, Source

SUFFIXES = (".warc", ".warc.gz")
_ALWAYS = Window()
_STEP = 65_536  # bytes
_HTML = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Skipped:
    """Records of an archive that are no page: requests, images, redirects, answers of failure."""

    records: int


class _BrokenError(Exception):
    """The archive cannot be read on; the message says why."""


def is_archive(path: Path) -> bool:
    """Tell by its name whether a file is a web archive."""
    return path.name.lower().endswith(SUFFIXES)


def read_warc(
    path: Path, source: Source, *, max_bytes: int, window: Window = _ALWAYS
) -> Iterator[Page | Rejection | Skipped | Outside]:
    """Yield the page of each HTML response with status 200, then how many records were none.

    A page archived before the window's first day was published before it. A broken archive is a
    rejection, after the pages before the break. Raises nothing.
    """
    skipped = read = 0
    try:
        with path.open("rb") as handle:
            for found in _read(handle, source, max_bytes, window):
                read += 1
                if found is None:
                    skipped += 1
                else:
                    yield found
    except OSError as error:
        what = f"cannot be read ({error.strerror or error}); check its permissions"
        yield reject(str(path), "unreadable_file", what)
    except _BrokenError as error:
        what = f"is a broken archive ({error}); {read} records before that were read"
        yield reject(str(path), "broken_warc", f"{what}; fetch it again")
    else:
        if read == skipped:
            yield reject(str(path), "empty_warc", "holds no HTML page; check what was archived")
    if skipped:
        yield Skipped(skipped)


def _read(
    handle: BufferedReader, source: Source, max_bytes: int, window: Window
) -> Iterator[Page | Rejection | Outside | None]:
    archive = WARCIterator(_Stream(handle))
    more = False
    while record := _next(archive):
        found = _take(record, source, max_bytes, window)
        _check_whole(record)  # before the page goes out: half a record is half an article
        break_after = _look_ahead(archive)
        yield found
        if break_after:
            raise break_after
        more = archive.next_line is not None
    if more:
        raise _BrokenError("its last record is cut off")


def _next(archive: Any) -> Any:
    """Return the next record, None at the end; raise _BrokenError."""
    try:
        return next(archive, None)
    except _BrokenError:
        raise
    except Exception as error:  # a library fed with strangers' bytes: what breaks is the archive
        raise _BrokenError(one_line(str(error))[:200] or type(error).__name__) from error


def _check_whole(record: Any) -> None:
    """Read the record to its end; raise _BrokenError if that comes too early."""
    if record.rec_type is None or record.length is None:
        raise _BrokenError("a record has no WARC-Type or no Content-Length")
    while record.raw_stream.read(_STEP):
        pass
    if record.raw_stream.limit > 0:
        raise _BrokenError("its last record is cut off")


def _look_ahead(archive: Any) -> _BrokenError | None:
    """Go to the next record; return what is broken there.

    Raises _BrokenError if the record before does not end where it says.
    """
    try:
        with redirect_stderr(StringIO()):  # warcio prints what we say in our own way
            archive.read_to_end()
    except _BrokenError as error:
        return error
    if archive.err_count:
        raise _BrokenError("a record is longer than its Content-Length")
    return None


def _take(
    record: Any, source: Source, max_bytes: int, window: Window
) -> Page | Rejection | Outside | None:
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    http = record.http_headers
    if record.rec_type != "response" or http is None or record.length is None or not is_web(url):
        return None
    content_type = http.get_header("Content-Type") or ""
    if http.get_statuscode() != "200" or _media_type(content_type) not in _HTML:
        return None
    if _is_older(record, window):
        return Outside(1)
    url = tidy(url)
    if record.rec_headers.get_header("WARC-Truncated"):
        return reject(url, "truncated", "was archived in part; take it from another archive")
    try:
        body = _body(record, max_bytes)
    except TooLargeError as error:
        return reject(url, "too_large", f"was passed over: {error}; raise it if it is an article")
    except PackedError as error:
        return reject(url, "broken_record", f"was archived broken: {error}; take it from elsewhere")
    charset = _CHARSET.search(content_type)
    return Page(
        url=url,
        body=body,
        media_type="text/html",
        charset=charset[1].lower() if charset else None,
        outlet=source.outlet,
        language=source.language,
    )


def _is_older(record: Any, window: Window) -> bool:
    """Tell whether the page was there before the window opened; its visit is no publication."""
    visited = record.rec_headers.get_header("WARC-Date")
    return judge_declared(window, None, modified=visited) == "outside"


def _media_type(content_type: str) -> str:
    return content_type.split(";")[0].strip().lower()


def _body(record: Any, max_bytes: int) -> bytes:
    raw = record.raw_stream.read(max_bytes + 1)
    if len(raw) > max_bytes:
        raise TooLargeError("it has more bytes than COMMUNIQUE_MAX_BYTES")
    http = record.http_headers
    if (http.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
        raw = dechunk(raw)
    return decode(raw, http.get_header("Content-Encoding") or "", max_bytes)


class _Stream:
    """The archive's bytes, unpacked whether each record is a gzip member or the file is one.

    warcio takes an EOFError for the end, which would hide a file that is cut off.
    """

    def __init__(self, handle: BufferedReader):
        start = handle.read(2)
        handle.seek(0)
        packed = is_gzip(start)
        self.handle = gzip.GzipFile(fileobj=handle) if packed else handle

    def read(self, size: int = -1) -> bytes:
        try:
            return self.handle.read1(size)  # what is there, before the next bytes break
        except EOFError as error:
            raise _BrokenError("its gzip is cut off") from error
        except (zlib.error, gzip.BadGzipFile) as error:
            raise _BrokenError(f"its gzip is broken: {error}") from error

    def tell(self) -> int:
        return self.handle.tell()
