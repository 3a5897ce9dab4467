"""The stage that fetches URLs: many hosts at once, each in turn.

What belongs here: targets to pages and outcomes, and what was read of them before. What does not:
speaking HTTP (`tasks.web`), the order of a visit's hops, tries and pauses, and what an answer, a
robots.txt or a compressed body means (`tasks.news`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import task_run

from tasks import bodies
from tasks.news import validators
from tasks.news.answers import FetchError
from tasks.news.deadline import Deadline
from tasks.news.visits import Answer, Visits
from tasks.records import FetchOutcome, Kept, Page, Rejection, Target
from tasks.settings import settings
from tasks.web.network import Network

_NOTHING: Mapping[str, Kept] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Fetched:
    """The pages got, and for every target exactly one outcome; each lost one has its rejection."""

    pages: tuple[Page, ...]
    outcomes: tuple[FetchOutcome, ...]
    rejections: tuple[Rejection, ...]


def _fetch_name() -> str:
    return f"fetch {len(task_run.parameters['targets'])} urls"


@task(name="fetch", task_run_name=_fetch_name, cache_policy=NO_CACHE, persist_result=False)
def fetch(targets: Sequence[Target], kept: Mapping[str, Kept] = _NOTHING) -> Fetched:
    """Fetch the targets; results keep their order, and what goes wrong with one is its outcome.

    A page's `url` is where its redirects ended, its media type and charset as the server says.
    `kept` is what was read before by URL: what did not change since comes from the store.
    """
    results = asyncio.run(_fetch_all(targets, kept))
    got = [result for result, _ in results]
    return Fetched(
        tuple(one for one in got if isinstance(one, Page)),
        tuple(outcome for _, outcome in results),
        tuple(one for one in got if isinstance(one, Rejection)),
    )


async def _fetch_all(
    targets: Sequence[Target], kept: Mapping[str, Kept]
) -> list[tuple[Page | Rejection, FetchOutcome]]:
    async with Network() as network:
        visits = Visits(network, _Memory(kept))
        return await asyncio.gather(*(_fetch_one(visits, target) for target in targets))


async def _fetch_one(visits: Visits, target: Target) -> tuple[Page | Rejection, FetchOutcome]:
    deadline = Deadline(settings().fetch_deadline)
    outcome = FetchOutcome(url=target.url, outcome="rejected")
    result: Page | Rejection
    try:
        answer = await visits.follow(target.url, deadline)
        result, outcome = _page(target, answer), _told(outcome, answer)
    except FetchError as error:
        detail = f"{target.url} {error}."
        result = Rejection(stage="fetch", subject=target.url, reason=error.reason, detail=detail)
        outcome = replace(outcome, status=error.status, reason=error.reason, final_url=error.url)
    return result, replace(outcome, elapsed_ms=int(deadline.used * 1000))


def _told(outcome: FetchOutcome, answer: Answer) -> FetchOutcome:
    told = replace(outcome, status=answer.status, final_url=answer.url)
    if answer.status == 304:
        return replace(told, outcome="unchanged")
    return replace(told, outcome="fetched", n_bytes=len(answer.body))


def _page(target: Target, answer: Answer) -> Page:
    return Page(
        url=answer.url,
        body=answer.body,
        media_type=answer.media_type,
        charset=answer.charset,
        outlet=target.outlet,
        title=target.title,
        language=target.language,
        published=target.published,
        published_by="feed" if target.published else "metadata",
        etag=answer.etag,
        last_modified=answer.last_modified,
    )


class _Memory:
    """What was read before, as `tasks.news.visits` needs it."""

    def __init__(self, kept: Mapping[str, Kept]):
        self._kept = validators.by_address(kept)

    def recall(self, url: str) -> tuple[Kept, bytes] | None:
        kept = self._kept.get(url)
        if kept is None:
            return None
        try:
            return kept, bodies.read(settings().home / "pages", kept.body_hash)
        except (OSError, ValueError):  # missing or damaged: the page is read anew
            return None
