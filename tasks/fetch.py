"""The stage that fetches URLs, and the only door to httpx: many hosts at once, each in turn.

What belongs here: speaking HTTP, to checked addresses only. What does not: the order of a visit's
hops, tries and pauses, and what an answer, a robots.txt or a compressed body means (`tasks.news`).

httpx would look names up itself, follow redirects anywhere, decode without bound and wait anew at
each read. So a name is looked up once, every address of it checked, and the request sent to that
address; redirects are hops of ours; bytes are decoded by `tasks.news.decoding`; and one deadline
covers all that is done for a URL, pauses for politeness apart.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache

import httpx
from prefect import task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import task_run

from tasks.news import answers, robots
from tasks.news.addresses import AddressBook
from tasks.news.answers import ACCEPTED, FetchError
from tasks.news.deadline import Deadline
from tasks.news.decoding import ENCODINGS, Body
from tasks.news.robots import user_agent
from tasks.news.text import one_line
from tasks.news.urls import host_port, is_web
from tasks.news.visits import Answer, Visits
from tasks.records import FetchOutcome, Page, Rejection, Target
from tasks.settings import settings

for _name in ("httpx", "httpcore", "hpack"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Fetched:
    """The pages got, and for every target exactly one outcome; each lost one has its rejection."""

    pages: tuple[Page, ...]
    outcomes: tuple[FetchOutcome, ...]
    rejections: tuple[Rejection, ...]


def _fetch_name() -> str:
    return f"fetch {len(task_run.parameters['targets'])} urls"


@task(name="fetch", task_run_name=_fetch_name, cache_policy=NO_CACHE, persist_result=False)
def fetch(targets: Sequence[Target]) -> Fetched:
    """Fetch the targets; results keep their order, and what goes wrong with one is its outcome.

    A page's `url` is where its redirects ended, its media type and charset as the server says.
    """
    results = asyncio.run(_fetch_all(targets))
    got = [result for result, _ in results]
    return Fetched(
        tuple(one for one in got if isinstance(one, Page)),
        tuple(outcome for _, outcome in results),
        tuple(one for one in got if isinstance(one, Rejection)),
    )


async def _fetch_all(targets: Sequence[Target]) -> list[tuple[Page | Rejection, FetchOutcome]]:
    async with _Pinned() as transport, _client(transport) as client:
        visits = Visits(_Web(transport, client))
        return await asyncio.gather(*(_fetch_one(visits, target) for target in targets))


def _client(transport: _Pinned) -> httpx.AsyncClient:
    headers = {
        "User-Agent": user_agent(),
        "Accept": ", ".join((*ACCEPTED, "*/*;q=0.1")),
        "Accept-Encoding": ENCODINGS,
    }
    # The environment's proxies are left aside: they would look names up out of our sight.
    return httpx.AsyncClient(headers=headers, transport=transport, trust_env=False)


async def _fetch_one(visits: Visits, target: Target) -> tuple[Page | Rejection, FetchOutcome]:
    deadline = Deadline(settings().fetch_deadline)
    outcome = FetchOutcome(url=target.url, outcome="rejected")
    result: Page | Rejection
    try:
        answer = await visits.follow(target.url, deadline)
        result = _page(target, answer)
        outcome = replace(outcome, outcome="fetched", status=200, n_bytes=len(answer.body))
    except FetchError as error:
        detail = f"{target.url} {error}."
        result = Rejection(stage="fetch", subject=target.url, reason=error.reason, detail=detail)
        outcome = replace(outcome, status=error.status, reason=error.reason)
    return result, replace(outcome, elapsed_ms=int(deadline.used * 1000))


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
    )


class _Web:
    """The network, as `tasks.news.visits` needs it."""

    def __init__(self, transport: _Pinned, client: httpx.AsyncClient):
        self._transport = transport
        self._client = client

    async def check(self, url: str) -> str:
        with _errors_named():
            await self._transport.addresses(httpx.URL(url))
            return str(httpx.URL(url))

    async def ask(self, url: str, seconds: float, *, rules: bool) -> Answer:
        with _errors_named():
            async with self._client.stream("GET", url, timeout=seconds) as response:
                if response.has_redirect_location:
                    return Answer(url, location=answers.follow(url, response.headers["location"]))
                wait = answers.retry_after(response.headers.get("retry-after"), datetime.now(UTC))
                answers.check_status(response.status_code, response.reason_phrase, wait)
                return await (_read_rules if rules else _read_page)(response, url)


async def _read_page(response: httpx.Response, url: str) -> Answer:
    media_type = answers.check_media(response.headers.get("content-type"))
    limit = settings().max_bytes
    body = await _read(response, limit)
    if body.is_full:
        what = f"has more than {limit} bytes; raise COMMUNIQUE_MAX_BYTES if it is an article"
        raise FetchError("too_large", what, response.status_code)
    page = body.finish()
    answers.check_body(page, response.charset_encoding, media_type)
    return Answer(url, page, media_type, response.charset_encoding)


async def _read_rules(response: httpx.Response, url: str) -> Answer:
    return Answer(url, (await _read(response, robots.MAX_BYTES)).finish())


async def _read(response: httpx.Response, limit: int) -> Body:
    body = Body(response.headers.get("content-encoding", ""), limit)
    try:
        async for chunk in response.aiter_raw():
            body.add(chunk)
            if body.is_full:
                break
    except (httpx.ProtocolError, httpx.ReadError) as error:
        raise FetchError("truncated", "broke off before its end; try again later", 200) from error
    return body


class _Pinned(httpx.AsyncBaseTransport):
    """Sends each request to a checked address of its host, which is looked up once a batch."""

    def __init__(self) -> None:
        self._book = AddressBook()
        self._pools: dict[str, httpx.AsyncHTTPTransport] = {}

    async def addresses(self, url: httpx.URL) -> tuple[str, ...]:
        """Return the addresses of a URL's host; raise FetchError if one may not be asked."""
        if not is_web(str(url)):
            raise FetchError("refused_address", "is no http(s) URL; nothing was read")
        return await self._book.addresses(url.raw_host, host_port(str(url)))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Ask one address after the other until one takes the connection."""
        addresses, scheme = await self.addresses(request.url), request.url.scheme
        # One pool a name: names that share an address must not share a TLS connection.
        key = f"{scheme}://{host_port(str(request.url))}"
        pool = self._pools.get(key) or self._pools.setdefault(key, _pool(scheme))
        for address in addresses[:-1]:
            with suppress(httpx.ConnectError, httpx.ConnectTimeout):
                return await pool.handle_async_request(_sent_to(request, address, len(addresses)))
        return await pool.handle_async_request(_sent_to(request, addresses[-1], 1))

    async def aclose(self) -> None:
        """Close every connection."""
        self._book.close()
        for pool in self._pools.values():
            await pool.aclose()


def _pool(scheme: str) -> httpx.AsyncHTTPTransport:
    # What a server sends beyond the length it told would pass for the next answer. Only where a
    # new connection is dear do we keep one.
    kept = httpx.Limits(max_keepalive_connections=2 if scheme == "https" else 0)
    return httpx.AsyncHTTPTransport(verify=_tls(), http2=True, limits=kept)


def _sent_to(request: httpx.Request, address: str, share: int) -> httpx.Request:
    """Return the request to an address instead of a name; Host and TLS still say the name."""
    extensions = dict(request.extensions)
    timeout = extensions["timeout"]
    extensions["timeout"] = {**timeout, "connect": timeout["connect"] / share}
    extensions["sni_hostname"] = request.url.raw_host.decode("ascii")
    url = request.url.copy_with(host=address)
    return httpx.Request(
        request.method, url, headers=request.headers, stream=request.stream, extensions=extensions
    )


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)


@contextmanager
def _errors_named() -> Iterator[None]:
    """Turn what httpx and the resolver raise into FetchError."""
    try:
        yield
    except httpx.TimeoutException as error:  # as is the deadline's own
        raise TimeoutError from error
    except httpx.ProtocolError as error:
        what = f"sent a broken answer ({one_line(str(error))}); try again later"
        # A server may close an idle connection just as we use it.
        raise FetchError("broken_response", what, again="disconnected" in str(error)) from error
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
        raise _lost_connection(error) from error


def _lost_connection(error: Exception) -> FetchError:
    said = one_line(str(error)) or type(error).__name__
    if _is_tls(error):
        return FetchError("bad_tls", f"has no TLS that we can trust ({said}); try again later")
    what = f"cannot be reached ({said}); check the address and your network"
    again = not isinstance(error, httpx.InvalidURL | UnicodeError | socket.gaierror)
    return FetchError("unreachable", what, again=again)


def _is_tls(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return error is not None
