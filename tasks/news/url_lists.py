"""Lists of addresses, `*.urls`: one URL a line, blank lines and `#` comments apart.

What belongs here: lines to targets, with their losses. What does not: finding the files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tasks.news.charsets import decode_strictly
from tasks.news.files import reject
from tasks.news.urls import is_web, tidy
from tasks.records import Rejection, Source, Target

SUFFIX = ".urls"
_LINE = re.compile(r"[^\n]*\n?")
_LONGEST = 8_000  # characters of a URL; servers take no longer ones


def read_url_list(path: Path, source: Source, *, max_bytes: int) -> Iterator[Target | Rejection]:
    """Yield the target of each line, in order; a line that is none is a rejection.

    Raises nothing for what the file holds.
    """
    try:
        size = path.stat().st_size
        body = path.read_bytes() if size <= max_bytes else b""
    except OSError as error:
        what = f"cannot be read ({error.strerror or error}); check its permissions"
        yield reject(str(path), "unreadable_file", what)
        return
    if size > max_bytes:
        what = f"has {size} bytes, more than the {max_bytes} of COMMUNIQUE_MAX_BYTES; split it"
        yield reject(str(path), "too_large", what)
        return
    try:
        text = decode_strictly(body)
    except UnicodeDecodeError:
        yield reject(str(path), "wrong_encoding", "is not UTF-8; write one URL a line in UTF-8")
        return
    del body
    yield from _targets(path, text, source)


def _targets(path: Path, text: str, source: Source) -> Iterator[Target | Rejection]:
    empty = True
    for number, found in enumerate(_LINE.finditer(text), 1):  # one line in memory at a time
        line = found[0].strip()
        if line and not line.startswith("#"):
            empty = False
            yield _target(f"{path}:{number}", line, source)
    if empty:
        yield reject(str(path), "empty_file", "names no URL; write one a line or delete it")


def _target(subject: str, line: str, source: Source) -> Target | Rejection:
    if len(line) > _LONGEST or len(line.split()) > 1 or not is_web(line):
        return reject(subject, "unsupported_url", "is no http(s) URL; write one URL a line")
    return Target(url=tidy(line), outlet=source.outlet, language=source.language)
