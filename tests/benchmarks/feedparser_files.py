"""feedparser's own test files through our door: entries or a named problem, never a crash.

What belongs here: fetching the files that its source distribution carries, and counting what
becomes of each. What does not: keeping them; they live in a temporary folder.

Run as `python -m tests.benchmarks.feedparser_files`; needs the network for the download.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from tasks import workers
from tasks.discover import expand
from tasks.news.packed import PackedError, decode
from tasks.records import Page
from tasks.settings import settings

URL = "https://feeds.example/"
CODINGS = {".gz": "gzip", ".z": "deflate"}  # as their test server sends them
LOST = ("crashed", "too_slow", "nothing")  # what none may come to
_TYPE = re.compile(
    rb"^Header:\s+Content-type:\s*([^;\r\n]+)(?:;\s*charset=([^\s;]+))?", re.I | re.M
)


def main() -> int:
    """Print how many files gave what; return 1 if one was lost without a name."""
    with tempfile.TemporaryDirectory() as folder:
        download(Path(folder))
        found = {file: outcome(file) for file in files(Path(folder))}
    workers.stop()
    counts = Counter(found.values())
    sys.stdout.write(f"{len(found):>6} files of feedparser {version('feedparser')}\n")
    for name, count in counts.most_common():
        sys.stdout.write(f"{count:>6} {name}\n")
    lost = [file for file, name in found.items() if name in LOST]
    for file in lost:
        sys.stdout.write(f"lost: {file.parent.name}/{file.name} ({found[file]})\n")
    return 1 if lost or not found else 0


def download(folder: Path) -> None:
    """Fetch and unpack the source distribution of the installed version."""
    wanted = f"feedparser=={version('feedparser')}"
    options = ["--quiet", "--no-binary", ":all:", "--no-deps", "--dest", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "download", *options, wanted], check=True)
    (archive,) = folder.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")


def files(folder: Path) -> Iterator[Path]:
    """Yield the test files, in order."""
    for file in sorted(folder.glob("*/tests/**/*")):
        if file.is_file() and file.suffix != ".py":
            yield file


def outcome(file: Path) -> str:
    """Return what becomes of a file: entries, the reason of its loss, or a page that is no list."""
    page = read(file)
    try:
        coding = CODINGS.get(file.suffix, "")
        page = replace(page, body=decode(page.body, coding, settings().max_bytes))
    except PackedError:
        return "broken coding"
    found = expand.fn([page])
    if found.targets:
        return "entries"
    if found.rejections:
        return found.rejections[0].reason
    return "a page, no list" if found.pages else "nothing"


def read(file: Path) -> Page:
    """Return a file as a page, with the content type that its first comment names."""
    body = file.read_bytes()
    told = _TYPE.search(body.replace(b"\0", b""))
    media_type, charset = (part.decode("ascii", "replace") if part else None
                           for part in (told.groups() if told else (None, None)))  # fmt: skip
    return Page(
        url=URL + file.name,
        body=body,
        media_type=(media_type or "application/xml").strip().lower(),
        charset=charset,
    )


if __name__ == "__main__":
    raise SystemExit(main())
