"""How a URL is visited: hop by hop, by each site's rules, in turn, and again where that may help.

What belongs here: the order of things. What does not: speaking HTTP (the stage gives a `Web` that
does), and what an answer or a robots.txt means.
"""

from __future__ import annotations

import asyncio
import itertools
from collections import defaultdict
from dataclasses import dataclass, field, replace
from http.cookiejar import CookieJar
from typing import Protocol
from urllib.parse import urljoin

from tasks.news import robots
from tasks.news.answers import FetchError
from tasks.news.deadline import Deadline
from tasks.news.robots import Robots
from tasks.news.turns import Turns
from tasks.news.urls import host, host_port
from tasks.records import Kept
from tasks.settings import settings

MAX_REDIRECTS = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer: a body, the URL it sends us to, or (304) that its page is the kept one."""

    url: str
    body: bytes = b""
    media_type: str = ""
    charset: str | None = None
    location: str | None = None
    status: int = 200
    etag: str | None = None
    last_modified: str | None = None


class Web(Protocol):
    """What a visit needs of the network. Both raise FetchError, or TimeoutError."""

    async def check(self, url: str) -> str:
        """Return the URL in the spelling that is asked, all addresses of its host allowed."""

    async def ask(
        self, url: str, seconds: float, *, kept: Kept | None, cookies: CookieJar, rules: bool
    ) -> Answer:
        """Return the answer to one request, for a page or for a site's rules.

        With a kept page, ask only for what changed since; else 304 is no answer. Cookies of
        redirects are added to the jar.
        """


class Memory(Protocol):
    """What a visit needs of what was read before."""

    def recall(self, url: str) -> tuple[Kept, bytes] | None:
        """Return what was kept of a URL, and its body whole; None where there is none."""


@dataclass(frozen=True, slots=True)
class _Visit:
    """What the hops of one URL share: their time, and the cookies of redirects."""

    deadline: Deadline
    cookies: CookieJar = field(default_factory=CookieJar)


class Visits:
    """The visits of one batch, and what they learnt of each site's rules."""

    def __init__(self, web: Web, memory: Memory):
        self._web = web
        self._memory = memory
        self._turns = Turns(settings().home / "hosts")
        self._rules: dict[str, Robots | FetchError] = {}
        self._reading: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def follow(self, url: str, deadline: Deadline) -> Answer:
        """Return the page that a URL leads to; raise FetchError if it does not lead to one."""
        visit = _Visit(deadline)
        for _ in range(MAX_REDIRECTS + 1):
            url = await self._checked(url, deadline)
            delay = await self._obey_robots(url, deadline)
            answer = await self._page(url, delay, visit)
            if answer.location is None:
                return answer
            url = answer.location
        what = f"redirects more than {MAX_REDIRECTS} times; open it in a browser and use its"
        raise FetchError("too_many_redirects", f"{what} last URL")

    async def _page(self, url: str, delay: float, visit: _Visit) -> Answer:
        """Return a page, from what was kept of it where its server says that nothing changed."""
        kept, body = self._memory.recall(url) or (None, b"")
        try:
            answer = await self._ask(url, visit, delay, kept)
        except FetchError as error:
            error.url = url if error.status else None
            raise
        return answer if kept is None or answer.status != 304 else _unchanged(answer, kept, body)

    async def _checked(self, url: str, deadline: Deadline) -> str:
        async with deadline.running():
            return await self._web.check(url)

    async def _obey_robots(self, url: str, deadline: Deadline) -> float:
        """Return the seconds that a site wants between requests; raise FetchError if it wants none.

        Its rules are read once, by the first visit that needs them.
        """
        site = urljoin(url, "/robots.txt")
        if site not in self._rules:
            async with self._reading[site]:
                if site not in self._rules:
                    # A time of its own, so that no slow redirect to a site can spoil its rules.
                    own = Deadline(settings().fetch_deadline / 2)
                    self._rules[site] = await self._read_robots(site, own)
                    deadline.spend(own.used)
        rules = self._rules[site]
        if isinstance(rules, FetchError):
            raise FetchError(rules.reason, str(rules), rules.status)
        rules.check(url)
        return rules.delay

    async def _read_robots(self, url: str, deadline: Deadline) -> Robots | FetchError:
        visit = _Visit(deadline)
        try:
            for _ in range(robots.MAX_REDIRECTS + 1):
                url = await self._checked(url, deadline)
                answer = await self._ask(url, visit, rules=True)
                if answer.location is None:
                    return Robots(answer.body)
                url = answer.location
        except FetchError as error:
            return robots.without(error)
        return Robots()

    async def _ask(
        self,
        url: str,
        visit: _Visit,
        delay: float = 0.0,
        kept: Kept | None = None,
        *,
        rules: bool = False,
    ) -> Answer:
        deadline = visit.deadline
        for tried in itertools.count(1):
            try:
                async with self._turns.turn(*_pace(url, delay)), deadline.running():
                    return await self._web.ask(
                        url, deadline.left, kept=kept, cookies=visit.cookies, rules=rules
                    )
            except FetchError as error:
                pause = error.pause(tried)
                if pause is None or pause >= deadline.left:
                    raise
            async with deadline.running():
                await asyncio.sleep(pause)
        raise AssertionError("unreachable: count does not end")


def _pace(url: str, delay: float) -> tuple[str, float]:
    """Return whose turn a request takes, and the seconds between two of them.

    `delay` is what the site's robots.txt asks for.
    """
    where = host_port(url)
    if where in settings().allow_hosts:
        return where, 0.0
    return host(url) or "", max(settings().host_delay, delay)


def _unchanged(answer: Answer, kept: Kept, body: bytes) -> Answer:
    """Return the kept page as the answer to a request that 304 was the answer to."""
    return replace(
        answer,
        body=body,
        media_type=kept.media_type,
        charset=kept.charset,
        etag=answer.etag or kept.etag,
        last_modified=answer.last_modified or kept.last_modified,
    )
