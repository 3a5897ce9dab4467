"""Web archives to pages."""

from __future__ import annotations

import gzip
import zlib
from datetime import date
from pathlib import Path

import pytest

from tasks.news.warc import Skipped, is_archive, read_warc
from tasks.news.windows import Outside, Window
from tasks.records import Page, Rejection, Source

HTML = b"<html><body>The harbour reopened.</body></html>"


def record(
    url: str = "https://gazette.example/harbour",
    body: bytes = HTML,
    *,
    status: str = "HTTP/1.1 200 OK",
    kind: str = "response",
    http: tuple[str, ...] = ("Content-Type: text/html; charset=UTF-8",),
    warc: tuple[str, ...] = (),
    packed: bool = False,
) -> bytes:
    """Return one record's bytes, as its own gzip member when it is packed."""
    block = lines(status, *http) + body
    head = lines(
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Target-URI: {url}",
        f"Content-Length: {len(block)}",
        *warc,
    )
    whole = head + block + b"\r\n\r\n"
    return gzip.compress(whole) if packed else whole


def lines(*texts: str) -> bytes:
    return "".join(f"{text}\r\n" for text in (*texts, "")).encode()


def read(
    folder: Path, *records: bytes, max_bytes: int = 10_000
) -> tuple[list[Page], list[Rejection], int]:
    """Return pages, rejections and the number of records skipped of an archive."""
    path = folder / "news.warc"
    path.write_bytes(b"".join(records))
    found = list(read_warc(path, Source(location="", outlet="Gazette"), max_bytes=max_bytes))
    pages = [one for one in found if isinstance(one, Page)]
    losses = [one for one in found if isinstance(one, Rejection)]
    assert all(loss.detail.startswith(loss.subject) for loss in losses)
    return pages, losses, sum(one.records for one in found if isinstance(one, Skipped))


def reasons(losses: list[Rejection]) -> list[str]:
    return [loss.reason for loss in losses]


@pytest.mark.parametrize("packed", [True, False])
def test_html_responses_are_pages_and_others_are_counted(tmp_path: Path, packed: bool) -> None:
    pages, losses, skipped = read(
        tmp_path,
        record("urn:info", kind="warcinfo", packed=packed),
        record(body=b"", kind="request", status="GET / HTTP/1.1", packed=packed),
        record("https://gazette.example/harbour?utm_source=x#top", packed=packed),
        record("https://gazette.example/gone", status="HTTP/1.1 404 Not Found", packed=packed),
        record("https://gazette.example/a.png", http=("Content-Type: image/png",), packed=packed),
        record("https://gazette.example/quay", http=("Content-Type: TEXT/HTML",), packed=packed),
    )
    assert pages[0] == Page(
        url="https://gazette.example/harbour",
        body=HTML,
        media_type="text/html",
        charset="utf-8",
        outlet="Gazette",
    )
    assert [(page.url, page.charset) for page in pages[1:]] == [
        ("https://gazette.example/quay", None)
    ]
    assert (losses, skipped) == ([], 4)


def test_an_archive_packed_as_one_file_is_read(tmp_path: Path) -> None:
    pages, losses, _ = read(tmp_path, gzip.compress(record() + record("https://gazette.example/b")))
    assert (len(pages), losses) == (2, [])


def coded(coding: str, body: bytes, more: str = "identity") -> bytes:
    return record(
        body=body,
        http=(
            "Content-Type: text/html",
            f"Content-Encoding: {coding}",
            f"Transfer-Encoding: {more}",
        ),
    )


CHUNKED = b"5\r\n" + HTML[:5] + b"\r\n%x;x=y\r\n" % len(HTML[5:]) + HTML[5:] + b"\r\n0\r\n\r\n"
RAW_DEFLATE = zlib.compress(HTML, wbits=-15)


@pytest.mark.parametrize(
    ("coding", "body", "more"),
    [
        ("gzip", gzip.compress(HTML), "identity"),
        ("deflate", zlib.compress(HTML), "identity"),
        ("deflate", RAW_DEFLATE, "identity"),
        ("br", HTML, "identity"),  # stored decoded, as most archives do
        ("identity", CHUNKED, "chunked"),
        ("identity", HTML, "chunked"),
    ],
)
def test_bodies_are_decoded(tmp_path: Path, coding: str, body: bytes, more: str) -> None:
    pages, losses, _ = read(tmp_path, coded(coding, body, more))
    assert ([page.body for page in pages], losses) == ([HTML], [])


@pytest.mark.parametrize(
    ("archived", "reason"),
    [
        (coded("gzip", gzip.compress(HTML)[:-12]), "broken_record"),
        (coded("deflate", b"\x78words"), "broken_record"),
        (coded("br", b"\x0b\x02\x80words"), "broken_record"),
        (coded("identity", CHUNKED[:30], "chunked"), "broken_record"),
        (coded("gzip", gzip.compress(bytes(1_000_000))), "too_large"),
        (record(body=HTML * 1000), "too_large"),
        (record(warc=("WARC-Truncated: length",)), "truncated"),
    ],
)
def test_half_a_page_is_a_loss(tmp_path: Path, archived: bytes, reason: str) -> None:
    pages, losses, _ = read(tmp_path, archived, record("https://gazette.example/b"))
    assert [page.url for page in pages] == ["https://gazette.example/b"]
    assert reasons(losses) == [reason]


WHOLE, PACKED = (
    record("https://gazette.example/b"),
    record("https://gazette.example/b", packed=True),
)


@pytest.mark.parametrize(
    "rest",
    [
        WHOLE[:-20],
        WHOLE[:60],
        PACKED[:-12],
        PACKED[:40],
        b"words " * 50,
        WHOLE.replace(b"WARC-Type: response\r\n", b""),
        WHOLE.replace(b"Content-Length", b"Content-Lengt"),
        WHOLE.replace(b"Content-Length: ", b"Content-Length: 9"),
    ],
)
def test_a_broken_archive_gives_the_pages_before_the_break(
    tmp_path: Path, rest: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    first = record(packed=rest.startswith(b"\x1f"))
    pages, losses, _ = read(tmp_path, first, rest)
    assert [page.url for page in pages] == ["https://gazette.example/harbour"]
    assert reasons(losses) == ["broken_warc"]
    assert "1 records before" in losses[0].detail
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"words", "broken_warc"),
        (b"\x1f\x8bwords", "broken_warc"),
        (b"", "empty_warc"),
        (record(status="HTTP/1.1 404 Not Found"), "empty_warc"),
    ],
)
def test_an_archive_without_a_page_is_named(tmp_path: Path, body: bytes, reason: str) -> None:
    pages, losses, _ = read(tmp_path, body)
    assert (pages, reasons(losses)) == ([], [reason])


def test_a_page_archived_before_the_window_is_outside_and_its_body_is_not_read(
    tmp_path: Path,
) -> None:
    dates = ("2023-02-27T23:00:00Z", "2023-02-28T23:00:00Z", "2024-01-01T00:00:00Z", "soon")
    archived = [
        record(f"https://gazette.example/{n}", warc=(f"WARC-Date: {day}",))
        for n, day in enumerate(dates)
    ]
    old = b"WARC-Date: 2001-01-01\r\nContent-Length"
    broken = coded("gzip", b"words").replace(b"Content-Length", old, 1)
    path = tmp_path / "news.warc"
    path.write_bytes(b"".join((*archived, broken)))
    window = Window(since=date(2023, 3, 1))
    found = list(read_warc(path, Source(location=""), max_bytes=10_000, window=window))
    pages = [one.url[-1] for one in found if isinstance(one, Page)]
    assert pages == ["1", "2", "3"]  # the 28th of February is March on Kiritimati
    assert [one for one in found if not isinstance(one, Page)] == [Outside(1), Outside(1)]


def test_archives_are_told_by_their_names() -> None:
    assert is_archive(Path("a.WARC"))
    assert is_archive(Path("a.warc.gz"))
    assert not is_archive(Path("a.gz"))
