"""The stage that finds what there is to read: files become pages; URLs, feeds, sitemaps targets.

What belongs here: batches, and lists read where they can be killed. What does not: walking sources
(`tasks.news.walks`), reading files and lists (`tasks.news`), fetching.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import task_run

from tasks import workers
from tasks.news.files import reject
from tasks.news.homes import look_on
from tasks.news.listings import Asked, Listing, may_list, read_listing
from tasks.news.sieve import Found, Sieve
from tasks.news.text import one_line
from tasks.news.walks import Walk as Walk  # flows make one and hand it to `discover`
from tasks.news.warc import Skipped
from tasks.news.windows import Window
from tasks.records import Page, Rejection, Target
from tasks.settings import settings

_ALWAYS = Window()


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found, in the order of the sources, and what was lost."""

    pages: tuple[Page, ...]
    targets: tuple[Target, ...]
    rejections: tuple[Rejection, ...]
    skipped: int = 0  # records of web archives that are no page: no loss, and not a page either
    outside: int = 0  # pages and targets declared to lie outside the window; no loss either
    done: bool = True  # nothing is left to find


def _discover_name() -> str:
    return f"discover in {len(task_run.parameters['walk'].sources)} sources"


def _expand_name() -> str:
    return f"expand {len(task_run.parameters['pages'])} pages"


@task(name="discover", task_run_name=_discover_name, cache_policy=NO_CACHE, persist_result=False)
def discover(walk: Walk, size: int) -> Discovery:
    """Walk on until `size` pages, targets or losses are found, or one page's bytes many times over.

    `done` tells that the walk has come to its end. Nothing raises for what a source holds: every
    loss is a rejection.
    """
    basket = _Basket()
    for found in walk:
        basket.put(found)
        if basket.is_full(size):
            return basket.discovery(done=False)
    return basket.discovery(done=True)


@task(name="expand", task_run_name=_expand_name, cache_policy=NO_CACHE, persist_result=False)
def expand(
    pages: Sequence[Page],
    *,
    given: bool = False,
    window: Window = _ALWAYS,
    lost: Sequence[Target] = (),
) -> Discovery:
    """Turn fetched feeds and sitemaps into targets, in their order; any other page stays a page.

    The targets of a sitemap index are sitemaps, to be fetched and expanded in their turn; so are
    those of a robots.txt, and of a home page, which is told only where the addresses were `given`
    by the user. `lost` could not be fetched: where one was a guess at a site's list, the next
    guess is a target; after the last one the site is a loss.
    """
    basket = _Basket()
    found = chain(_expanded(pages, given), () if given else _guesses(lost))
    for one in Sieve(window).sift(found):
        basket.put(one)
    return basket.discovery(done=True)


@dataclass(slots=True)
class _Basket:
    """What a task found, by kind."""

    pages: list[Page] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    rejections: list[Rejection] = field(default_factory=list)
    skipped: int = 0
    outside: int = 0
    n_bytes: int = 0

    def put(self, found: Found) -> None:
        if isinstance(found, Page):
            self.pages.append(found)
            self.n_bytes += len(found.body)
        elif isinstance(found, Target):
            self.targets.append(found)
        elif isinstance(found, Rejection):
            self.rejections.append(found)
        elif isinstance(found, Skipped):
            self.skipped += found.records
        else:
            self.outside += found.things

    def is_full(self, size: int) -> bool:
        longest = max(len(self.pages), len(self.targets), len(self.rejections))
        return longest >= size or self.n_bytes >= settings().max_bytes

    def discovery(self, *, done: bool) -> Discovery:
        return Discovery(
            tuple(self.pages),
            tuple(self.targets),
            tuple(self.rejections),
            self.skipped,
            self.outside,
            done,
        )


def listings(pages: Sequence[Page], *, given: bool) -> Iterator[Listing | Rejection | None]:
    """Yield for each page what it lists, None if it is no list, or the loss of one that may be.

    Lists are read in processes that are killed after COMMUNIQUE_PARSE_DEADLINE; a look in this
    one tells what may be a list, so that articles are not sent around.
    """
    asked = {
        number: Asked(page, given, settings().max_bytes)
        for number, page in enumerate(pages)
        if may_list(page, given=given)
    }
    seconds = settings().parse_deadline
    results = workers.each(read_listing, tuple(asked.values()), seconds=seconds)
    for number, page in enumerate(pages):
        result = next(results) if number in asked else None
        if isinstance(result, workers.Lost):
            yield _lost(page, result, seconds)
        elif isinstance(result, Exception):
            yield _broken(page, result)
        else:
            yield result


def _lost(page: Page, lost: workers.Lost, seconds: float) -> Rejection:
    if lost.reason == "timeout":
        what = f"takes longer than {seconds:g} seconds to read as a list"
        return reject(page.url, "too_slow", f"{what}; raise COMMUNIQUE_PARSE_DEADLINE or drop it")
    what = "ended the process that read it as a list; open it to see what it is, or drop it"
    return reject(page.url, "crashed", what)


def _broken(page: Page, error: Exception) -> Rejection:
    said = one_line(f"{type(error).__name__}: {error}")[:200]
    what = f"breaks what reads it as a list ({said}); tell us, and drop it until then"
    return reject(page.url, "crashed", what)


def _expanded(pages: Sequence[Page], given: bool) -> Iterator[Found]:
    for page, listing in zip(pages, listings(pages, given=given), strict=True):
        if isinstance(listing, Listing):
            yield from listing.rejections
            yield from listing.targets
        else:
            yield listing or page


def _guesses(lost: Iterable[Target]) -> Iterator[Found]:
    for target in lost:
        guess = look_on(target.url)
        if isinstance(guess, str):
            yield replace(target, url=guess)
        elif guess:
            yield guess
