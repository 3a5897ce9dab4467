"""A walk over sources: folders, files and web archives to pages, URLs and lists of them to targets.

What belongs here: walking folders, telling paths from URLs, each file once. What does not: reading
the inside of a file (`files`, `url_lists`, `warc`), fetching.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from tasks.news import files, url_lists, warc
from tasks.news.files import MANIFEST, Manifest, read_file, read_manifest, reject
from tasks.news.sieve import Found, Once, Sieve
from tasks.news.url_lists import read_url_list
from tasks.news.urls import is_web, tidy
from tasks.news.warc import is_archive, read_warc
from tasks.news.windows import Window
from tasks.records import Rejection, Source, Target
from tasks.settings import settings

_SUFFIXES = (*files.SUFFIXES, url_lists.SUFFIX, *warc.SUFFIXES)
_KINDS = f"{', '.join(_SUFFIXES)} file"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_ALWAYS = Window()


class Walk(Iterator[Found]):
    """One walk over the sources, in their order: each file and each URL once.

    Of two pages with one address the first comes, the second is a loss. What is declared to lie
    outside the window is only counted. Nothing raises for what a source holds, and no more than
    one page is in memory: of what went by only hashes are kept.
    """

    def __init__(self, sources: Sequence[Source], window: Window = _ALWAYS):
        self.sources = tuple(sources)
        self._window = window
        self._max_bytes = settings().max_bytes
        self._files = Once()
        self._manifest: tuple[Path, Manifest] | None = None  # of the folder being read
        found = (one for source in self.sources for one in self._source(source))
        self._found = Sieve(window).sift(found)

    def __next__(self) -> Found:
        return next(self._found)

    def _source(self, source: Source) -> Iterator[Found]:
        location = source.location.strip()
        if is_web(location):
            yield Target(url=tidy(location), outlet=source.outlet, language=source.language)
            return
        path = Path(location).expanduser() if location else Path("(empty)")
        if _SCHEME.match(location):
            yield reject(location, "unsupported_url", "is no http(s) URL; name one, or a file")
        elif not location or not _exists(path):
            yield reject(location or "(empty)", "missing_path", "does not exist; check the path")
        elif path.is_dir():
            yield from self._folder(path, source)
        else:
            yield from self._named_file(path, source)

    def _named_file(self, path: Path, source: Source) -> Iterator[Found]:
        if path.name == MANIFEST:
            what = "describes the files beside it and holds no article; name its folder"
            yield reject(str(path), "unsupported_file", what)
        elif not path.name.lower().endswith(_SUFFIXES):
            yield reject(str(path), "unsupported_file", f"is no {_KINDS}; convert it to one")
        else:
            yield from self._manifest_of(path.parent).rejections
            yield from self._file(path, source)

    def _folder(self, top: Path, source: Source) -> Iterator[Found]:
        unreadable: list[OSError] = []
        empty = True
        for name, folders, names in os.walk(top, onerror=unreadable.append):
            folders[:] = sorted(folder for folder in folders if not folder.startswith("."))
            folder = Path(name)
            wanted = [file for file in sorted(names) if _is_wanted(file)]
            empty = empty and not wanted
            yield from self._manifest_of(folder).rejections
            yield from self._unmatched(folder)
            for file in wanted:
                yield from self._file(folder / file, source)
        for error in unreadable:
            what = f"cannot be listed ({error.strerror}); check its permissions"
            yield reject(str(error.filename), "unreadable_file", what)
        if empty and not unreadable:
            yield reject(str(top), "empty_folder", f"holds no {_KINDS}; check the path")

    def _file(self, path: Path, source: Source) -> Iterator[Found]:
        if not self._files.is_new("file", str(path.resolve())):
            return
        if not path.is_file():
            yield reject(str(path), "unreadable_file", "is no regular file; name a file or folder")
        elif is_archive(path):
            yield from read_warc(path, source, max_bytes=self._max_bytes, window=self._window)
        elif path.suffix.lower() == url_lists.SUFFIX:
            yield from read_url_list(path, source, max_bytes=self._max_bytes)
        else:
            told = self._manifest_of(path.parent).facts.get(path.name)
            yield from read_file(path, source, told, max_bytes=self._max_bytes)

    def _manifest_of(self, folder: Path) -> Manifest:
        """Return a folder's manifest; the last one asked for is kept, since files come together."""
        if self._manifest is None or self._manifest[0] != folder:
            self._manifest = folder, read_manifest(folder, self._max_bytes)
        return self._manifest[1]

    def _unmatched(self, folder: Path) -> Iterator[Rejection]:
        """Yield the manifest's lines that name no file."""
        for name, line in self._manifest_of(folder).lines.items():
            if not (folder / name).is_file():
                subject = f"{folder / MANIFEST}:{line}"
                yield reject(subject, "missing_path", f'names "{name}", which is not there')


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # no name that a file could have
        return False


def _is_wanted(name: str) -> bool:
    return name.lower().endswith(_SUFFIXES) and name != MANIFEST and not name.startswith(".")
