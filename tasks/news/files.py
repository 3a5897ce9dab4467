"""Local files as pages: .txt, .html, .jsonl and the sidecar manifest.jsonl.

What belongs here: reading one file, with its losses. What does not: walking folders, URLs.
Every loss is a Rejection of stage discover; nothing here raises for what a file holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import quote

from tasks.news import charsets
from tasks.news.jsonl import Facts, Line, LineError, date_fault, facts, read_lines, text_field
from tasks.news.urls import is_web, slug, tidy
from tasks.records import Page, Rejection, Source

MANIFEST = "manifest.jsonl"
MEDIA_TYPES = {".txt": "text/plain", ".html": "text/html", ".htm": "text/html"}
SUFFIXES = (*MEDIA_TYPES, ".jsonl")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder's sidecar says, by file name, and what was wrong with it."""

    facts: dict[str, Facts]
    lines: dict[str, int]  # 1-based line that names the file
    rejections: tuple[Rejection, ...]


def reject(subject: str, reason: str, what: str) -> Rejection:
    """Return a discover rejection whose sentence starts with its subject."""
    subject = subject.encode("utf-8", "backslashreplace").decode()  # names of files may be no text
    return Rejection(stage="discover", subject=subject, reason=reason, detail=f"{subject} {what}.")


def read_manifest(folder: Path, max_bytes: int) -> Manifest:
    """Read the folder's sidecar; a folder without one has an empty manifest."""
    path = folder / MANIFEST
    told: dict[str, Facts] = {}
    lines: dict[str, int] = {}
    rejections: list[Rejection] = []
    try:
        for line in read_lines(path, max_bytes) if path.is_file() else ():
            try:
                name, found = _manifest_line(line, told)
            except LineError as error:
                rejections.append(reject(f"{path}:{line.number}", "broken_manifest", str(error)))
                continue
            fault = date_fault(found)
            if fault:
                rejections.append(reject(f"{path}:{line.number}", fault.reason, str(fault)))
                found = replace(found, published=None)
            told[name], lines[name] = found, line.number
    except OSError as error:
        rejections.append(_unreadable(path, error))
    return Manifest(told, lines, tuple(rejections))


def _manifest_line(line: Line, told: dict[str, Facts]) -> tuple[str, Facts]:
    if line.fault:
        raise line.fault
    name = text_field(line.record, "file")
    if name is None:
        raise LineError("broken_manifest", 'has no "file"; name the file it describes')
    if name in told:
        raise LineError("broken_manifest", f'names "{name}" a second time; delete one line')
    return name, facts(line.record)


def read_file(
    path: Path, source: Source, told: Facts | None = None, *, max_bytes: int
) -> Iterator[Page | Rejection]:
    """Yield the page of a .txt or .html file, or one page for each line of a .jsonl file."""
    try:
        if not path.is_file():
            yield reject(str(path), "unreadable_file", "is no regular file; name a file or folder")
        elif path.suffix.lower() == ".jsonl":
            yield from _read_jsonl(path, source, max_bytes)
        else:
            yield _read_whole(path, source, told or Facts(), max_bytes)
    except OSError as error:
        yield _unreadable(path, error)


def _unreadable(path: Path, error: OSError) -> Rejection:
    why = f"cannot be read ({error.strerror or error}); check its permissions"
    return reject(str(path), "unreadable_file", why)


def _read_whole(path: Path, source: Source, told: Facts, max_bytes: int) -> Page | Rejection:
    size = path.stat().st_size
    if size > max_bytes:
        what = f"has {size} bytes, more than the {max_bytes} of COMMUNIQUE_MAX_BYTES; raise it"
        return reject(str(path), "too_large", what)
    body = path.read_bytes()
    if not body.strip(b"\xef\xbb\xbf \t\r\n"):
        return reject(str(path), "empty_file", "is empty; delete it or fill it")
    if charsets.is_binary(body):
        return reject(str(path), "binary_file", "is not text; export it as .txt or .html")
    media_type = MEDIA_TYPES[path.suffix.lower()]
    if media_type == "text/plain":
        try:
            charsets.decode_strictly(body)
        except UnicodeDecodeError as error:
            return _wrong_encoding(path, error)
    return _page(path, body, media_type, charsets.bom(body), source, told)


def _wrong_encoding(path: Path, error: UnicodeDecodeError) -> Rejection:
    what = (
        f"is not UTF-8 (byte {error.start} is the first that is not); convert it, for example with"
        f" iconv -f WINDOWS-1252 -t UTF-8 {path.name} > utf8-{path.name}"
    )
    return reject(str(path), "wrong_encoding", what)


def _read_jsonl(path: Path, source: Source, max_bytes: int) -> Iterator[Page | Rejection]:
    with path.open("rb") as handle:
        if charsets.is_binary(handle.read(8192)):
            yield reject(str(path), "binary_file", "is not text; write one JSON object a line")
            return
    empty = True
    for line in read_lines(path, max_bytes):
        empty = False
        yield from _read_line(path, line, source)
    if empty:
        yield reject(str(path), "empty_file", "has no line; delete it or fill it")


def _read_line(path: Path, line: Line, source: Source) -> Iterator[Page | Rejection]:
    subject = f"{path}:{line.number}"
    try:
        if line.fault:
            raise line.fault
        told = facts(line.record)
        if told.id is None and told.url is None:
            raise LineError("missing_id", 'has neither "id" nor "url"; give it one')
        text, markup = text_field(line.record, "text"), text_field(line.record, "html")
        if text is None and markup is None:
            raise LineError("missing_text", 'has neither "text" nor "html"; give it one')
    except LineError as error:
        yield reject(subject, error.reason, str(error))
        return
    fault = date_fault(told)
    if fault:
        yield reject(subject, fault.reason, str(fault))
        told = replace(told, published=None)
    media_type = "text/html" if text is None else "text/plain"
    yield _page(path, (text or markup or "").encode(), media_type, "utf-8", source, told)


def _page(
    path: Path, body: bytes, media_type: str, charset: str | None, source: Source, told: Facts
) -> Page:
    outlet = told.outlet or source.outlet
    return Page(
        url=_address(path, told, outlet),
        body=body,
        media_type=media_type,
        charset=charset,
        outlet=outlet,
        title=told.title,
        language=told.language or source.language,
        published=told.published,
        license=told.license,
    )


def _address(path: Path, told: Facts, outlet: str | None) -> str:
    if told.url and is_web(told.url):
        return tidy(told.url)
    if told.id:
        # A .jsonl file without outlets stands for one: its ids are its own.
        return f"urn:communique:{slug(outlet or path.stem)}:{quote(told.id, safe='')}"
    return path.resolve().as_uri()
