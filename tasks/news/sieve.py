"""What a walk or a list finds: each thing once, and nothing from outside the days asked for.

What belongs here: telling what was seen before, and judging declared dates. What does not: finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import blake2b

from tasks.news.dates import read_declared
from tasks.news.files import reject
from tasks.news.warc import Skipped
from tasks.news.windows import Outside, Window, judge_declared
from tasks.records import Page, Rejection, Target

Found = Page | Target | Rejection | Skipped | Outside


class Once:
    """Remembers names by 64 bits of their hash: a million take 80 MB.

    That two of a million agree comes once in 30 million walks (the birthday problem).
    """

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def is_new(self, kind: str, name: str) -> bool:
        """Tell whether a name of a kind comes for the first time, and remember it."""
        told = f"{kind}\x1f{name}".encode("utf-8", "surrogatepass")
        number = int.from_bytes(blake2b(told, digest_size=8).digest(), "big")
        is_new = number not in self._seen
        self._seen.add(number)
        return is_new


def newest(targets: Sequence[Target], most: int) -> tuple[Target, ...]:
    """Return at most so many targets, the last published or changed first; undated ones last.

    As many as may be asked for stay in their order.
    """
    if len(targets) <= most:
        return tuple(targets)
    return tuple(sorted(targets, key=last_day, reverse=True)[:most])


def last_day(target: Target) -> date:
    """Return the day that a target declares, of publication or else of change; `date.min` if none.

    A published date that cannot be read tells nothing, and the change counts.
    """
    told = read_declared(target.published or "") or read_declared(target.modified or "")
    return told.on if told else date.min


class Sieve:
    """Lets the first page, target and loss of a name through, if the window may hold it.

    A second target of one URL is silent, a second page of one address is a loss.
    """

    def __init__(self, window: Window):
        self._window = window
        self._once = Once()

    def sift(self, found: Iterable[Found]) -> Iterator[Found]:
        """Yield what comes through, in order; bodies are not kept."""
        for one in found:
            yield from self._pass(one)

    def _pass(self, one: Found) -> Iterator[Found]:
        if isinstance(one, Rejection):
            if self._once.is_new("loss", one.id):
                yield one
        elif isinstance(one, Target):
            if self._once.is_new("target", one.url):
                yield self._judged(one, one.published, one.modified)
        elif isinstance(one, Page):
            yield from self._page(one)
        else:
            yield one

    def _page(self, page: Page) -> Iterator[Found]:
        judged = self._judged(page, page.published)
        if judged is not page or self._once.is_new("page", page.url):
            yield judged
        else:
            what = "names two pages; give each its own id or url"
            yield from self._pass(reject(page.url, "duplicate", what))

    def _judged(
        self, one: Page | Target, published: str | None, modified: str | None = None
    ) -> Found:
        is_outside = judge_declared(self._window, published, modified) == "outside"
        return Outside(1) if is_outside else one
