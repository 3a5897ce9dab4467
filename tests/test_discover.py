"""Discovering files, folders, archives and URLs, batch by batch."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from tasks.discover import Discovery, discover
from tasks.news.walks import Walk
from tasks.news.windows import Window
from tasks.records import Source, Target
from tasks.settings import settings

MARCH = Window(date(2023, 3, 1), date(2023, 4, 1))


def found(*locations: object, outlet: str | None = None, window: Window | None = None) -> Discovery:
    sources = [Source(location=str(one), outlet=outlet) for one in locations]
    result, *_ = batches(Walk(sources, window or Window()), 1000)
    return result


def batches(walk: Walk, size: int) -> Iterator[Discovery]:
    done = False
    while not done:
        result = discover.fn(walk, size)
        done = result.done
        yield result


def losses(result: Discovery) -> list[tuple[str, str]]:
    """Return name and reason of each rejection; each must be one line that names its subject."""
    for loss in result.rejections:
        assert loss.stage == "discover"
        assert loss.detail.startswith(loss.subject)
        assert "\n" not in loss.detail
    return [(Path(loss.subject).name, loss.reason) for loss in result.rejections]


def write_lines(path: Path, *records: object) -> Path:
    """Write records as JSON Lines; a string goes in as it is."""
    lines = (one if isinstance(one, str) else json.dumps(one) for one in records)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_a_folder_is_walked_in_order_and_other_files_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.html", "c.HTM", "sub/d.txt", "photo.jpg", ".hidden.txt"):
        (tmp_path / name).write_text("Words.")
    result = found(tmp_path)
    assert [page.url.rpartition("/")[2] for page in result.pages] == [
        "a.html",
        "b.txt",
        "c.HTM",
        "d.txt",
    ]
    assert [page.media_type for page in result.pages[:2]] == ["text/html", "text/plain"]
    assert losses(result) == []


def test_a_file_without_metadata_has_its_file_uri(tmp_path: Path) -> None:
    path = tmp_path / "a b.txt"
    path.write_text("Words.")
    (page,) = found(path, outlet="Gulf Desk").pages
    assert (page.url, page.outlet, page.body) == (path.as_uri(), "Gulf Desk", b"Words.")


@pytest.mark.parametrize("name_file", [True, False])
def test_the_manifest_beside_a_file_describes_it(tmp_path: Path, name_file: bool) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    write_lines(
        tmp_path / "manifest.jsonl",
        {
            "id": "a 1",
            "file": "a.txt",
            "outlet": "Gulf Desk",
            "language": "en",
            "license": "CC0",
            "published": "2023-03-05",
            "title": "T",
        },
    )
    (page,) = found(tmp_path / "a.txt" if name_file else tmp_path).pages
    assert page.url == "urn:communique:gulf-desk:a%201"
    assert (page.outlet, page.language, page.license) == ("Gulf Desk", "en", "CC0")
    assert (page.published, page.title) == ("2023-03-05", "T")


def test_a_url_in_the_manifest_is_the_address_and_null_is_no_date(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    line = {"id": "1", "file": "a.txt", "url": "https://a.example/s#x", "published": None}
    write_lines(tmp_path / "manifest.jsonl", line)
    (page,) = found(tmp_path).pages
    assert (page.url, page.published) == ("https://a.example/s", None)


def test_a_broken_manifest_line_is_named_and_costs_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    write_lines(
        tmp_path / "manifest.jsonl",
        "{broken",
        {"id": "1"},
        {"id": "1", "file": "a.txt", "published": "soon"},
        {"id": "2", "file": "a.txt"},
        {"id": "3", "file": "gone.txt"},
    )
    result = found(tmp_path)
    assert losses(result) == [
        ("manifest.jsonl:1", "broken_manifest"),
        ("manifest.jsonl:2", "broken_manifest"),
        ("manifest.jsonl:3", "broken_date"),
        ("manifest.jsonl:4", "broken_manifest"),
        ("manifest.jsonl:5", "missing_path"),
    ]
    assert [page.published for page in result.pages] == [None]


def test_a_jsonl_file_has_one_page_a_line(tmp_path: Path) -> None:
    path = write_lines(
        tmp_path / "wire.jsonl",
        {"id": "1", "text": "Wörds.", "outlet": "Gulf Desk", "published": "2023-03-05"},
        "",
        {"id": 2, "html": "<p>Words.</p>", "title": "T", "language": "en"},
        {"url": "https://a.example/s", "text": "Words."},
    )
    first, second, third = found(path).pages
    assert (first.url, first.body.decode()) == ("urn:communique:gulf-desk:1", "Wörds.")
    assert (first.media_type, first.charset) == ("text/plain", "utf-8")
    assert (first.outlet, first.published) == ("Gulf Desk", "2023-03-05")
    assert (second.url, second.media_type) == ("urn:communique:wire:2", "text/html")
    assert (second.title, second.language) == ("T", "en")
    assert third.url == "https://a.example/s"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{broken", "broken_json"),
        ("[1]", "broken_json"),
        ("[" * 100_000, "broken_json"),
        ('{"id": "1", "text": "\\ud800"}', "broken_json"),
        ({"id": "1"}, "missing_text"),
        ({"id": "1", "text": "  "}, "missing_text"),
        ({"text": "Words."}, "missing_id"),
        ({"id": "1", "text": 7}, "broken_field"),
        ({"id": ["1"], "text": "Words."}, "broken_field"),
    ],
)
def test_a_broken_line_is_named_and_the_others_are_read(
    tmp_path: Path, line: object, reason: str
) -> None:
    good = {"id": "good", "text": "Words."}
    result = found(write_lines(tmp_path / "a.jsonl", good, line, {**good, "id": "too"}))
    assert losses(result) == [("a.jsonl:2", reason)]
    assert [page.url[-4:] for page in result.pages] == ["good", ":too"]


def test_a_line_with_a_broken_date_is_read_as_undated(tmp_path: Path) -> None:
    line = {"id": "1", "text": "Words.", "published": "04/03/2023"}
    result = found(write_lines(tmp_path / "a.jsonl", line))
    assert losses(result) == [("a.jsonl:1", "broken_date")]
    assert [page.published for page in result.pages] == [None]


def test_a_line_in_another_encoding_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": "1", "text": "caf\xe9"}\n{"id": "2", "text": "Words."}')
    result = found(path)
    assert losses(result) == [("a.jsonl:1", "wrong_encoding")]
    assert len(result.pages) == 1


def test_an_endless_line_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMUNIQUE_MAX_BYTES", "100")
    settings.cache_clear()
    long = {"id": "1", "text": "x" * 1000}
    result = found(write_lines(tmp_path / "a.jsonl", long, {"id": "2", "text": "Words."}))
    settings.cache_clear()
    assert losses(result) == [("a.jsonl:1", "too_large")]
    assert [page.url[-2:] for page in result.pages] == [":2"]


@pytest.mark.parametrize(
    ("name", "body", "reason", "says"),
    [
        ("a.txt", b"", "empty_file", "empty"),
        ("a.txt", b"\xef\xbb\xbf \n", "empty_file", "empty"),
        ("a.jsonl", b"\n", "empty_file", "no line"),
        ("a.txt", b"%PDF-1.7", "binary_file", "not text"),
        ("a.html", b"words\0words", "binary_file", "not text"),
        ("a.jsonl", b"\x1f\x8b\x08", "binary_file", "not text"),
        ("a.txt", "café".encode("cp1252"), "wrong_encoding", "iconv"),
        ("a.txt", b"\xff\xfea", "wrong_encoding", "iconv"),
        ("a.docx", b"words", "unsupported_file", ".txt"),
        ("manifest.jsonl", b"{}", "unsupported_file", "folder"),
    ],
)
def test_a_named_file_that_cannot_be_read(
    tmp_path: Path, name: str, body: bytes, reason: str, says: str
) -> None:
    (tmp_path / name).write_bytes(body)
    result = found(tmp_path / name)
    assert losses(result) == [(name, reason)]
    assert says in result.rejections[0].detail


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_declared_unicode_is_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_bytes("“Café”".encode(encoding))
    assert len(found(tmp_path).pages) == 1


@pytest.mark.parametrize(
    ("location", "reason"),
    [
        ("no/such/path", "missing_path"),
        ("", "missing_path"),
        ("ftp://a.example/", "unsupported_url"),
        ("http://", "unsupported_url"),
    ],
)
def test_a_source_that_is_nothing(location: str, reason: str) -> None:
    assert [loss for _, loss in losses(found(location))] == [reason]


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    assert losses(found(tmp_path)) == [(tmp_path.name, "empty_folder")]


def test_a_dangling_link_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone")
    assert losses(found(tmp_path)) == [("a.txt", "unreadable_file")]


def test_a_file_the_system_refuses_is_unreadable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.txt").write_text("Words.")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    result = found(tmp_path)
    assert losses(result) == [("a.txt", "unreadable_file")]
    assert "Permission denied" in result.rejections[0].detail


def test_a_file_over_the_limit_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_MAX_BYTES", "3")
    settings.cache_clear()
    (tmp_path / "a.txt").write_text("Words.")
    result = found(tmp_path)
    settings.cache_clear()
    assert losses(result) == [("a.txt", "too_large")]


def test_one_path_or_url_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Words.")
    url = "https://a.example/feed"
    result = found(tmp_path, tmp_path / "a.txt", url, f"{url}#top", f"{tmp_path}/./a.txt")
    assert len(result.pages) == 1
    assert result.targets == (Target(url=url),)
    assert losses(result) == []


def test_two_lines_of_one_address_are_one_page_and_a_loss(tmp_path: Path) -> None:
    line = {"id": "1", "text": "Words."}
    result = found(write_lines(tmp_path / "a.jsonl", line, line))
    assert len(result.pages) == 1
    assert losses(result) == [("urn:communique:a:1", "duplicate")]


def test_a_list_of_urls_becomes_targets(tmp_path: Path) -> None:
    path = tmp_path / "backfill.urls"
    path.write_text(
        "# quays\n\n https://a.example/1#x \r\nhttps://a.example/2?id=7\nftp://a.example/\n"
        "a.example\nhttps://a.example/3 https://a.example/4\nhttps://a.example/1\n"
        f"https://a.example/{'x' * 9_000}"
    )
    result = found(tmp_path, outlet="Gulf Desk")
    assert result.targets == (
        Target(url="https://a.example/1", outlet="Gulf Desk"),
        Target(url="https://a.example/2?id=7", outlet="Gulf Desk"),
    )
    assert losses(result) == [(f"backfill.urls:{line}", "unsupported_url") for line in (5, 6, 7, 9)]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty_file"),
        (b"# nothing\n", "empty_file"),
        ("https://a.example/é".encode("latin-1"), "wrong_encoding"),
    ],
)
def test_a_list_of_urls_that_names_none(tmp_path: Path, body: bytes, reason: str) -> None:
    (tmp_path / "a.urls").write_bytes(body)
    assert losses(found(tmp_path / "a.urls")) == [("a.urls", reason)]


def test_a_list_over_the_limit_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_MAX_BYTES", "3")
    settings.cache_clear()
    (tmp_path / "a.urls").write_text("https://a.example/")
    result = found(tmp_path)
    settings.cache_clear()
    assert losses(result) == [("a.urls", "too_large")]


ARCHIVED = b"".join(
    b"WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: https://a.example/1\r\n"
    b"Content-Length: 50\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>Hi.\r\n\r\n"
    % kind
    for kind in (b"response", b"resource")
)


def test_folders_pick_up_archives(tmp_path: Path) -> None:
    (tmp_path / "a.WARC").write_bytes(ARCHIVED)
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(ARCHIVED)[:-9])
    (tmp_path / "c.gz").write_bytes(b"passed over")
    result = found(tmp_path, outlet="Gulf Desk")
    (page,) = result.pages
    assert (page.url, page.body, page.outlet) == ("https://a.example/1", b"<p>Hi.", "Gulf Desk")
    assert result.skipped == 2
    assert losses(result) == [("1", "duplicate"), ("b.warc.gz", "broken_warc")]


def numbered(folder: Path, lines: int) -> Walk:
    records = ({"id": str(number), "text": "Words."} for number in range(lines))
    return Walk([Source(location=str(write_lines(folder / "a.jsonl", *records)))])


@pytest.mark.parametrize(("lines", "sizes"), [(5, [2, 2, 1]), (4, [2, 2, 0]), (1, [1])])
def test_a_walk_is_taken_batch_by_batch(tmp_path: Path, lines: int, sizes: list[int]) -> None:
    results = list(batches(numbered(tmp_path, lines), 2))
    assert [len(result.pages) for result in results] == sizes
    assert [result.done for result in results] == [False] * (len(sizes) - 1) + [True]
    ids = [page.url.rpartition(":")[2] for result in results for page in result.pages]
    assert ids == [str(number) for number in range(lines)]


def test_losses_and_targets_end_a_batch_too(tmp_path: Path) -> None:
    lines = write_lines(tmp_path / "a.jsonl", *["{broken"] * 3)
    urls = tmp_path / "b.urls"
    urls.write_text("".join(f"https://a.example/{number}\n" for number in range(3)))
    walk = Walk([Source(location=str(one)) for one in (lines, urls)])
    taken = [(len(one.rejections), len(one.targets)) for one in batches(walk, 2)]
    assert taken == [(2, 0), (1, 2), (0, 1)]


def test_a_batch_holds_no_more_than_a_page_over_the_bytes_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMMUNIQUE_MAX_BYTES", "100")
    settings.cache_clear()
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text("x" * 60)
    taken = [len(one.pages) for one in batches(Walk([Source(location=str(tmp_path))]), 100)]
    settings.cache_clear()
    assert taken == [2, 2, 1]


def test_each_thing_comes_once_across_batches(tmp_path: Path) -> None:
    line = {"id": "1", "text": "Words."}
    file = write_lines(tmp_path / "a.jsonl", line, line, line)
    (tmp_path / "a.urls").write_text("https://a.example/\nhttps://a.example/\n")
    walk = Walk([Source(location=str(one)) for one in (file, tmp_path, file)])
    results = list(batches(walk, 1))
    assert [page.url for one in results for page in one.pages] == ["urn:communique:a:1"]
    assert [loss.reason for one in results for loss in one.rejections] == ["duplicate"]
    assert sum(len(one.targets) for one in results) == 1


def write_jsonl(folder: Path, pages: int, text: str) -> Path:
    path = folder / "a.jsonl"
    with path.open("w") as handle:
        handle.writelines(f'{{"id": "{number}", "text": "{text}"}}\n' for number in range(pages))
    return path


def write_archive(folder: Path, pages: int, text: str) -> Path:
    path = folder / "a.warc.gz"
    block = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>{text}"
    with path.open("wb") as handle:
        for number in range(pages):
            head = (
                "WARC/1.0\r\nWARC-Type: response\r\n"
                f"WARC-Target-URI: https://a.example/{number}\r\nContent-Length: {len(block)}"
            )
            handle.write(gzip.compress(f"{head}\r\n\r\n{block}\r\n\r\n".encode(), 1))
    return path


@pytest.mark.parametrize("write", [write_jsonl, write_archive])
def test_memory_is_that_of_a_batch(tmp_path: Path, write: Callable[..., Path]) -> None:
    pages, text = 20_000, "word " * 400
    walk = Walk([Source(location=str(write(tmp_path, pages, text)))])
    tracemalloc.start()
    taken = sum(len(result.pages) for result in batches(walk, 100))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert taken == pages
    assert peak < pages * len(text) / 5  # of 40 MB; most of it hashes of what was seen


def test_a_manifest_of_another_folder_is_told_of_once(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_lines(tmp_path / name / "manifest.jsonl", "{broken")
        for file in ("1.txt", "2.txt"):
            (tmp_path / name / file).write_text("Words.")
    files = [tmp_path / name / file for file in ("1.txt", "2.txt") for name in ("a", "b")]
    assert [reason for _, reason in losses(found(*files))] == ["broken_manifest"] * 2


def test_names_that_are_no_text_are_told(tmp_path: Path) -> None:
    name = b"caf\xe9.txt"
    (tmp_path / name.decode("utf-8", "surrogateescape")).touch()
    assert losses(found(tmp_path, "x" * 5000)) == [
        ("caf\\udce9.txt", "empty_file"),
        ("x" * 5000, "missing_path"),
    ]


@pytest.mark.parametrize(
    ("published", "outside"),
    [("2023-02-28", 1), ("2023-03-01", 0), ("2023-03-31", 0), ("2023-04-01", 1), (None, 0)],
)
def test_files_are_judged_by_their_declared_day(
    tmp_path: Path, published: str | None, outside: int
) -> None:
    line = {"id": "1", "published": published}
    (tmp_path / "a.txt").write_text("Words.")
    write_lines(tmp_path / "manifest.jsonl", {**line, "file": "a.txt"})
    write_lines(tmp_path / "b.jsonl", {**line, "text": "Words."})
    result = found(tmp_path, window=MARCH)
    assert (len(result.pages), result.outside) == (2 - 2 * outside, 2 * outside)
    assert losses(result) == []


def test_a_page_outside_takes_no_address(tmp_path: Path) -> None:
    line = {"id": "1", "text": "Words."}
    days = ("2023-02-01", "2023-02-01", "2023-03-05", "2023-03-06")
    file = write_lines(tmp_path / "a.jsonl", *({**line, "published": day} for day in days))
    result = found(file, window=MARCH)
    assert [page.published for page in result.pages] == ["2023-03-05"]
    assert (losses(result), result.outside) == ([("urn:communique:a:1", "duplicate")], 2)


@pytest.mark.parametrize(
    ("archived", "outside"),
    [("2023-02-27T10:00:00Z", 1), ("2023-03-05T10:00:00Z", 0), ("2023-05-01T10:00:00Z", 0)],
)
def test_an_archived_page_was_published_by_the_day_of_its_archiving(
    tmp_path: Path, archived: str, outside: int
) -> None:
    visited = f"WARC-Target-URI: https://a.example/1\r\nWARC-Date: {archived}".encode()
    archive = ARCHIVED.replace(b"WARC-Target-URI: https://a.example/1", visited)
    (tmp_path / "a.warc").write_bytes(archive)
    result = found(tmp_path, window=MARCH)
    assert (len(result.pages), result.outside, result.skipped) == (1 - outside, outside, 1)
    assert losses(result) == []
