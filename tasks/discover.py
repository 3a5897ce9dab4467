"""The stage that finds what there is to read: files become pages; URLs, feeds, sitemaps targets.

What belongs here: walking folders, telling paths from URLs, each thing once. What does not:
reading the inside of a file, feed or sitemap (`tasks.news`), fetching.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import task_run

from tasks.news import files, url_lists, warc
from tasks.news.feeds import Feed, FeedError, is_feed, read_feed
from tasks.news.files import MANIFEST, Manifest, read_file, read_manifest, reject
from tasks.news.json_feeds import is_json_feed, read_json_feed
from tasks.news.packed import PackedError, TooLargeError, gunzip, is_gzip
from tasks.news.sitemaps import SitemapError, is_sitemap, read_sitemap
from tasks.news.url_lists import read_url_list
from tasks.news.urls import is_web, tidy
from tasks.news.warc import Skipped, is_archive, read_warc
from tasks.records import Page, Rejection, Source, Target
from tasks.settings import settings

Found = Page | Target | Rejection | Skipped

_SUFFIXES = (*files.SUFFIXES, url_lists.SUFFIX, *warc.SUFFIXES)
_KINDS = f"{', '.join(_SUFFIXES)} file"
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found, in the order of the sources, and what was lost."""

    pages: tuple[Page, ...]
    targets: tuple[Target, ...]
    rejections: tuple[Rejection, ...]
    skipped: int = 0  # records of web archives that are no page: no loss, and not a page either


def _discover_name() -> str:
    return f"discover {len(task_run.parameters['sources'])} sources"


def _expand_name() -> str:
    return f"expand {len(task_run.parameters['pages'])} pages"


@task(name="discover", task_run_name=_discover_name, cache_policy=NO_CACHE, persist_result=False)
def discover(sources: Sequence[Source]) -> Discovery:
    """Read local files, folders and web archives into pages, URLs and lists of them into targets.

    Each file and each URL once. Of two pages with one address the first stays.

    Nothing raises for what a source holds: every loss is a rejection.
    """
    walk = _Walk()
    return _sort(found for source in sources for found in walk.source(source))


@task(name="expand", task_run_name=_expand_name, cache_policy=NO_CACHE, persist_result=False)
def expand(pages: Sequence[Page]) -> Discovery:
    """Turn fetched feeds and sitemaps into targets, in their order; any other page stays a page.

    The targets of a sitemap index are sitemaps, to be fetched and expanded in their turn.
    """
    return _sort(found for page in pages for found in _expand(page))


def _sort(found: Iterator[Found]) -> Discovery:
    """Sort by kind; a second target of one URL is silent, a second page of one URL is a loss."""
    pages: dict[str, Page] = {}
    targets: dict[str, Target] = {}
    rejections: dict[str, Rejection] = {}
    skipped = 0
    for one in found:
        if isinstance(one, Target):
            targets.setdefault(one.url, one)
        elif isinstance(one, Rejection):
            rejections.setdefault(one.id, one)
        elif isinstance(one, Skipped):
            skipped += one.records
        elif one.url in pages:
            loss = reject(one.url, "duplicate", "names two pages; give each its own id or url")
            rejections.setdefault(loss.id, loss)
        else:
            pages[one.url] = one
    losses = tuple(rejections.values())
    return Discovery(tuple(pages.values()), tuple(targets.values()), losses, skipped)


class _Walk:
    """One walk over the sources; remembers which files were read and each folder's manifest."""

    def __init__(self) -> None:
        self.max_bytes = settings().max_bytes
        self.seen: set[Path] = set()
        self.manifests: dict[Path, Manifest] = {}

    def source(self, source: Source) -> Iterator[Found]:
        location = source.location.strip()
        if is_web(location):
            yield Target(url=tidy(location), outlet=source.outlet, language=source.language)
            return
        path = Path(location).expanduser() if location else Path("(empty)")
        if _SCHEME.match(location):
            yield reject(location, "unsupported_url", "is no http(s) URL; name one, or a file")
        elif not location or not path.exists():
            yield reject(location or "(empty)", "missing_path", "does not exist; check the path")
        elif path.is_dir():
            yield from self.folder(path, source)
        else:
            yield from self.named_file(path, source)

    def named_file(self, path: Path, source: Source) -> Iterator[Found]:
        if path.name == MANIFEST:
            what = "describes the files beside it and holds no article; name its folder"
            yield reject(str(path), "unsupported_file", what)
        elif not path.name.lower().endswith(_SUFFIXES):
            yield reject(str(path), "unsupported_file", f"is no {_KINDS}; convert it to one")
        else:
            yield from self.manifest_of(path.parent)
            yield from self.file(path, source)

    def folder(self, top: Path, source: Source) -> Iterator[Found]:
        unreadable: list[OSError] = []
        empty = True
        for name, folders, names in os.walk(top, onerror=unreadable.append):
            folders[:] = sorted(folder for folder in folders if not folder.startswith("."))
            folder = Path(name)
            wanted = [file for file in sorted(names) if _is_wanted(file)]
            empty = empty and not wanted
            yield from self.manifest_of(folder)
            yield from self.unmatched(folder)
            for file in wanted:
                yield from self.file(folder / file, source)
        for error in unreadable:
            what = f"cannot be listed ({error.strerror}); check its permissions"
            yield reject(str(error.filename), "unreadable_file", what)
        if empty and not unreadable:
            yield reject(str(top), "empty_folder", f"holds no {_KINDS}; check the path")

    def file(self, path: Path, source: Source) -> Iterator[Found]:
        real = path.resolve()
        if real in self.seen:
            return
        self.seen.add(real)
        if not path.is_file():
            yield reject(str(path), "unreadable_file", "is no regular file; name a file or folder")
        elif is_archive(path):
            yield from read_warc(path, source, max_bytes=self.max_bytes)
        elif path.suffix.lower() == url_lists.SUFFIX:
            yield from read_url_list(path, source, max_bytes=self.max_bytes)
        else:
            told = self.manifests[path.parent].facts.get(path.name)
            yield from read_file(path, source, told, max_bytes=self.max_bytes)

    def manifest_of(self, folder: Path) -> Iterator[Rejection]:
        """Read a folder's manifest the first time; yield what was wrong with it."""
        if folder not in self.manifests:
            self.manifests[folder] = read_manifest(folder, self.max_bytes)
            yield from self.manifests[folder].rejections

    def unmatched(self, folder: Path) -> Iterator[Rejection]:
        """Yield the manifest's lines that name no file."""
        for name, line in self.manifests[folder].lines.items():
            if not (folder / name).is_file():
                subject = f"{folder / MANIFEST}:{line}"
                yield reject(subject, "missing_path", f'names "{name}", which is not there')


def _is_wanted(name: str) -> bool:
    return name.lower().endswith(_SUFFIXES) and name != MANIFEST and not name.startswith(".")


def _expand(page: Page) -> Iterator[Found]:
    try:
        body = gunzip(page.body, settings().max_bytes) if is_gzip(page.body) else page.body
    except PackedError as error:
        reason = "too_large" if isinstance(error, TooLargeError) else "broken_sitemap"
        yield reject(page.url, reason, f"cannot be unpacked ({error}); check the address")
        return
    if is_json_feed(body, page.media_type):
        yield from _expand_feed(page, body, read_json_feed)
    elif is_sitemap(body):
        yield from _expand_sitemap(page, body)
    elif is_feed(body, page.media_type):
        yield from _expand_feed(page, body, read_feed)
    else:
        yield page


def _expand_sitemap(page: Page, body: bytes) -> Iterator[Target | Rejection]:
    try:
        sitemap = read_sitemap(body, page.url)
    except SitemapError as error:
        what = f"is no sitemap we can read ({error}); check the address in a sitemap validator"
        yield reject(page.url, "broken_sitemap", what)
        return
    if not (sitemap.locations or sitemap.unlinked):
        yield reject(page.url, "empty_sitemap", "is a sitemap without entries; check the address")
    yield from _losses(page, "sitemap", sitemap.fault, len(sitemap.locations), sitemap.unlinked)
    target = Target(url=page.url, outlet=page.outlet, language=page.language)
    for one in sitemap.locations:
        yield replace(target, url=one.url, title=one.title, published=one.published)


def _expand_feed(
    page: Page, body: bytes, read: Callable[[bytes, str], Feed]
) -> Iterator[Target | Rejection]:
    try:
        feed = read(body, page.url)
    except FeedError as error:
        what = f"is no feed we can read ({error}); check the address in a feed validator"
        yield reject(page.url, "broken_feed", what)
        return
    if not (feed.entries or feed.unlinked or feed.fault):
        yield reject(page.url, "empty_feed", "is a feed without entries; check the address")
    yield from _losses(page, "feed", feed.fault, len(feed.entries), feed.unlinked)
    target = Target(url=page.url, outlet=page.outlet or feed.title, language=page.language)
    for entry in feed.entries:
        yield replace(target, url=entry.url, title=entry.title, published=entry.published)


def _losses(
    page: Page, kind: str, fault: str | None, read: int, unlinked: int
) -> Iterator[Rejection]:
    """Name what could not be read of a feed or sitemap that was read all the same."""
    if fault:
        what = f"is broken at {fault}; {read} entries before that were read"
        yield reject(page.url, f"broken_{kind}", what)
    if unlinked:
        what = f"has {unlinked} entries without an http(s) link; they cannot be fetched"
        yield reject(page.url, "missing_link", what)
