"""How a URL is visited: hop by hop, by each site's rules, in turn, and again where that may help.

What belongs here: the order of things. What does not: speaking HTTP (the stage gives a `Web` that
does), and what an answer or a robots.txt means.
"""

from __future__ import annotations

import asyncio
import itertools
from collections import defaultdict
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urljoin

from tasks.news import robots
from tasks.news.answers import FetchError
from tasks.news.deadline import Deadline
from tasks.news.robots import Robots
from tasks.news.turns import Turns
from tasks.news.urls import host, host_port
from tasks.settings import settings

MAX_REDIRECTS = 10


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer: a body, or the URL it sends us to."""

    url: str
    body: bytes = b""
    media_type: str = ""
    charset: str | None = None
    location: str | None = None


class Web(Protocol):
    """What a visit needs of the network. Both raise FetchError, or TimeoutError."""

    async def check(self, url: str) -> str:
        """Return the URL in the spelling that is asked, all addresses of its host allowed."""

    async def ask(self, url: str, seconds: float, *, rules: bool) -> Answer:
        """Return the answer to one request, for a page or for a site's rules."""


class Visits:
    """The visits of one batch, and what they learnt of each site's rules."""

    def __init__(self, web: Web):
        self._web = web
        self._turns = Turns(settings().home / "hosts")
        self._rules: dict[str, Robots | FetchError] = {}
        self._reading: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def follow(self, url: str, deadline: Deadline) -> Answer:
        """Return the page that a URL leads to; raise FetchError if it does not lead to one."""
        for _ in range(MAX_REDIRECTS + 1):
            url = await self._checked(url, deadline)
            await self._obey_robots(url, deadline)
            answer = await self._ask(url, deadline)
            if answer.location is None:
                return answer
            url = answer.location
        what = f"redirects more than {MAX_REDIRECTS} times; open it in a browser and use its"
        raise FetchError("too_many_redirects", f"{what} last URL")

    async def _checked(self, url: str, deadline: Deadline) -> str:
        async with deadline.running():
            return await self._web.check(url)

    async def _obey_robots(self, url: str, deadline: Deadline) -> None:
        site = urljoin(url, "/robots.txt")
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

    async def _read_robots(self, url: str, deadline: Deadline) -> Robots | FetchError:
        try:
            for _ in range(robots.MAX_REDIRECTS + 1):
                url = await self._checked(url, deadline)
                answer = await self._ask(url, deadline, rules=True)
                if answer.location is None:
                    return Robots(answer.body)
                url = answer.location
        except FetchError as error:
            return robots.without(error)
        return Robots()

    async def _ask(self, url: str, deadline: Deadline, *, rules: bool = False) -> Answer:
        for tried in itertools.count(1):
            try:
                async with self._turns.turn(*_pace(url)), deadline.running():
                    return await self._web.ask(url, deadline.left, rules=rules)
            except FetchError as error:
                pause = error.pause(tried)
                if pause is None or pause >= deadline.left:
                    raise
            async with deadline.running():
                await asyncio.sleep(pause)
        raise AssertionError("unreachable: count does not end")


def _pace(url: str) -> tuple[str, float]:
    """Return whose turn a request takes, and the seconds between two of them."""
    if host_port(url) in settings().allow_hosts:
        return host_port(url), 0.0
    return host(url) or "", settings().host_delay
