"""One request over the network, to a checked address.

What belongs here: speaking HTTP. What does not: which requests to send, when and how often, and
what an answer, a robots.txt or a compressed body means (`tasks.news`).

httpx's client would look names up itself, follow redirects anywhere, decode without bound and wait
anew at each read. So we use its engine, httpcore: a name is looked up once, every address of it
checked, and connections are made to those addresses; a redirect is an answer; bytes are decoded
by `tasks.news.decoding`; and whoever asks sets one deadline.
"""

from __future__ import annotations

import logging
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from http.cookiejar import CookieJar

import httpcore
import httpx

from tasks.news import answers, refresh, robots, validators
from tasks.news.addresses import AddressBook
from tasks.news.answers import ACCEPTED, FetchError
from tasks.news.decoding import ENCODINGS, Body
from tasks.news.robots import user_agent
from tasks.news.turns import AT_ONCE
from tasks.news.urls import host_port, is_web
from tasks.news.visits import Answer
from tasks.records import Kept
from tasks.settings import settings
from tasks.web.faults import errors_named
from tasks.web.wires import Pinned, Wire

for _name in ("httpx", "httpcore", "hpack"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)

_EXPIRY = 5.0  # seconds that a connection waits for another request
_MAX_COOKIES = 50  # of one visit
_ACCEPT = ", ".join((*ACCEPTED, "*/*;q=0.1"))


class Network:
    """The network as `tasks.news.visits` needs it, for one batch: each name is looked up once."""

    def __init__(self) -> None:
        self._book = AddressBook()
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=_tls(),
            max_connections=None,
            max_keepalive_connections=2 * AT_ONCE,
            keepalive_expiry=_EXPIRY,
            http2=True,
            network_backend=Pinned(self._book),
        )

    async def __aenter__(self) -> Network:
        return self

    async def __aexit__(self, *_: object) -> None:
        self._book.close()
        await self._pool.aclose()

    async def check(self, url: str) -> str:
        """Return the URL as it is asked; raise FetchError if its host may not be asked."""
        with errors_named():
            parsed = _url(url)
            spelled = str(parsed)
            if not is_web(spelled):
                raise FetchError("refused_address", "is no http(s) URL; nothing was read")
            await self._book.addresses(parsed.raw_host, host_port(spelled))
            return spelled

    async def ask(
        self, url: str, seconds: float, *, kept: Kept | None, cookies: CookieJar, rules: bool
    ) -> Answer:
        """Send one request; raise FetchError if no page, and no rules, come back."""
        conditions = validators.request_headers(kept)
        with errors_named():
            async with self._sent(_request(url, conditions, cookies), seconds) as response:
                if response.has_redirect_location:
                    _take_cookies(response, cookies)
                    return Answer(url, location=answers.follow(url, response.headers["location"]))
                if response.status_code == 304 and conditions:
                    return _with_validators(Answer(url, status=304), response)
                wait = answers.retry_after(response.headers.get("retry-after"), datetime.now(UTC))
                answers.check_status(response.status_code, response.reason_phrase, wait)
                return await (_read_rules if rules else _read_page)(response, url)

    @asynccontextmanager
    async def _sent(self, request: httpx.Request, seconds: float) -> AsyncIterator[httpx.Response]:
        """Send a request, with so many seconds to connect; yield the answer, its body unread."""
        answer = await self._pool.handle_async_request(_for_engine(request, seconds))
        try:
            yield httpx.Response(
                answer.status,
                headers=answer.headers,
                stream=_Stream(answer),
                extensions=answer.extensions,
                request=request,
            )
        finally:
            await answer.aclose()


class _Stream(httpx.AsyncByteStream):
    """The body of an engine's answer, which httpx leaves open: its connection is judged first."""

    def __init__(self, answer: httpcore.Response):
        self._answer = answer

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._answer.aiter_stream()


def _request(url: str, conditions: Mapping[str, str], cookies: CookieJar) -> httpx.Request:
    headers = {
        "User-Agent": user_agent(),
        "Accept": _ACCEPT,
        "Accept-Encoding": ENCODINGS,
        **conditions,
    }
    request = httpx.Request("GET", _url(url), headers=headers)
    if len(cookies):
        httpx.Cookies(cookies).set_cookie_header(request)
    return request


def _take_cookies(response: httpx.Response, cookies: CookieJar) -> None:
    """Keep the cookies of a redirect, which may lead in a circle without; a flood is dropped."""
    httpx.Cookies(cookies).extract_cookies(response)
    if len(cookies) > _MAX_COOKIES:
        cookies.clear()


@lru_cache(maxsize=1024)  # it is asked soon after it was checked
def _url(url: str) -> httpx.URL:
    return httpx.URL(url)


def _for_engine(request: httpx.Request, seconds: float) -> httpcore.Request:
    url = httpcore.URL(
        scheme=request.url.raw_scheme,
        host=request.url.raw_host,
        port=request.url.port,
        target=request.url.raw_path,
    )
    told = {"timeout": {"connect": seconds}}  # the deadline ends all else
    return httpcore.Request(request.method, url, headers=request.headers.raw, extensions=told)


async def _read_page(response: httpx.Response, url: str) -> Answer:
    media_type = answers.check_media(response.headers.get("content-type"))
    charset = response.charset_encoding
    limit = settings().max_bytes
    body = await _read(response, limit)
    if body.is_full:
        what = f"has more than {limit} bytes; raise COMMUNIQUE_MAX_BYTES if it is an article"
        raise FetchError("too_large", what, response.status_code)
    left = _left(response)
    answers.check_length(left)
    page = body.finish()
    answers.check_body(page, charset, media_type)
    if left == 0:
        response.extensions["network_stream"].is_spent = True
    location = refresh.leads_to(page, url, charset) if media_type == "text/html" else None
    if location is not None:
        return Answer(url, location=answers.follow(url, location))
    return _with_validators(Answer(url, page, media_type, charset), response)


def _left(response: httpx.Response) -> int | None:
    """Return the bytes that the connection brought beyond its answer; None if nobody can tell."""
    wire = response.extensions["network_stream"]
    return wire.tally.left(response.headers) if isinstance(wire, Wire) else None


def _with_validators(answer: Answer, response: httpx.Response) -> Answer:
    headers = response.headers
    return replace(
        answer,
        etag=validators.etag(headers.get("etag")),
        last_modified=validators.last_modified(headers.get("last-modified")),
    )


async def _read_rules(response: httpx.Response, url: str) -> Answer:
    return Answer(url, (await _read(response, robots.MAX_BYTES)).finish())


async def _read(response: httpx.Response, limit: int) -> Body:
    body = Body(response.headers.get("content-encoding", ""), limit)
    try:
        async for chunk in response.aiter_raw():
            body.add(chunk)
            if body.is_full:
                break
    except (httpcore.ProtocolError, httpcore.ReadError) as error:
        raise FetchError("truncated", "broke off before its end; try again later", 200) from error
    return body


@lru_cache(maxsize=1)
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context(trust_env=False)
